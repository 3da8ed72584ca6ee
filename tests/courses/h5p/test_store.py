"""The store of libraries on our database keeps what h5p-python promises of every store."""

import pytest
from django.db import connection, connections

from courses.h5p.store import DatabaseStore
from h5p.store.contract import LibraryStoreContract, StoreAtOnceContract


@pytest.mark.django_db
class TestDatabaseStore(LibraryStoreContract):
    def store(self) -> DatabaseStore:
        return DatabaseStore()


class ClosingStore(DatabaseStore):
    """For the contract's threads, which end without closing their connections."""

    def __getattribute__(self, name: str) -> object:
        found = super().__getattribute__(name)
        if not callable(found) or name.startswith("_") or connection.in_atomic_block:
            return found

        def call(*args: object, **kwargs: object) -> object:
            try:
                return found(*args, **kwargs)
            finally:
                connections.close_all()

        return call


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestDatabaseStoreAtOnce(StoreAtOnceContract):
    def store(self) -> DatabaseStore:
        return ClosingStore()
