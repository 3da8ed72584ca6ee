"""Badges that carry their credential inside the picture (Open Badges 3.0, 5.3): the VC-JWT, in PNG and in SVG."""

from openbadgeslib import baking


def into_png(picture: bytes, token: bytes) -> bytes:
    """The picture with the credential in a text chunk of its own."""
    return bytes(baking.bake_png(picture, token.decode(), keyword=baking.ITXT_KEYWORD_OB3))


def into_svg(drawing: bytes, token: bytes) -> bytes:
    """The drawing with the credential in an element of its own."""
    baked = baking.bake_svg(drawing, token.decode(), element=baking.SVG_ELEMENT_OB3, namespace=baking.SVG_NS_OB3)
    return bytes(baked)
