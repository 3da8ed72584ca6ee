"""Finding people by what an administrator knows of them. Pure but for the question to the database."""

from django.db.models import Q, QuerySet

from academy.people.models import Person

SOUGHT = ("email", "given_th", "family_th", "given_en", "family_en")


def find(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Those of whom every word, in any order, is part of the address or of a name in Thai or English."""
    for word in words.split():
        somewhere = Q()
        for field in SOUGHT:
            somewhere |= Q(**{f"{field}__icontains": word})
        people = people.filter(somewhere)
    return people
