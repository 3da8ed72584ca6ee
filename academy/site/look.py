"""Which look a reader has chosen: light, dark, or as the device says. Kept in a cookie, set on <html> by the server."""

from django.http import HttpRequest, HttpResponseBase

COOKIE = "look"
LOOKS = ("light", "dark")
YEAR = 365 * 24 * 3600


def chosen_look(request: HttpRequest) -> str:
    """Either "light" or "dark"; empty where nothing (or nothing we know) was chosen."""
    said = request.COOKIES.get(COOKIE, "")
    return said if said in LOOKS else ""


def remember_look(response: HttpResponseBase, look: str, *, secure: bool) -> None:
    """Keep the choice for a year on this device; anything but light and dark forgets it."""
    if look in LOOKS:
        response.set_cookie(COOKIE, look, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
