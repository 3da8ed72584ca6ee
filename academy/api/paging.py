"""Lists by pages: {"count", "next", "previous", "results"}, with links."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from academy.api.tagging import tagged


class Pages(PageNumberPagination):
    """`page` from 1, `page_size` up to 200. A page that is not there is not found."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"


def paged(request: Request, rows: QuerySet[Any] | Sequence[Any], shape: Callable[[Any], dict[str, Any]]) -> Response:
    """The page that the request asks for, each row in its shape, with an ETag."""
    pages = Pages()
    some = pages.paginate_queryset(rows, request) or []
    return tagged(request, pages.get_paginated_response([shape(row) for row in some]).data)
