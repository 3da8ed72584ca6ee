"""Taking an uploaded PDF into memory, and no further: it never touches a disk, and stops at the limit."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST = 5 * 1024 * 1024
"""Bytes. Certificates have some 60 kB; this leaves room for one that was printed to PDF again, to be refused kindly."""


class Memory(FileUploadHandler):
    """Keeps one file of at most `MOST` bytes in memory; of a larger one nothing, and `too_large` is set."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.too_large = False
        self._kept = False
        self._parts: list[bytes] = []
        self._size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin; a second file of the same form is passed over."""
        super().new_file(*args, **kwargs)
        if self._kept:
            raise SkipFile
        self._kept = True
        self._parts, self._size = [], 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part; give up on the whole file at the limit."""
        self._size += len(raw_data)
        if self._size > MOST:
            self.too_large = True
            self._parts = []
            raise SkipFile
        self._parts.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, from memory."""
        return InMemoryUploadedFile(
            BytesIO(b"".join(self._parts)),
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra,
        )
