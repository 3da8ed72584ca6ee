"""Parts of a page that are the same for many readers, drawn once a process."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST = 4096
"""How many drawings one part keeps before it begins anew."""


@register.tag
def shared(parser: Parser, token: Token) -> "SharedNode":
    """`{% shared name=value … %}…{% endshared %}`: what is inside is drawn once for each language and set of values.

    It sees the named values and nothing else: no request, no user, no CSRF token. So nothing of one reader can reach
    another. Values are plain: text, numbers, truth, frozen dataclasses of these.
    """
    words = token.split_contents()[1:]
    values = token_kwargs(words, parser)
    if words:
        raise template.TemplateSyntaxError("shared takes name=value and nothing else.")
    inside = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(inside, values)


class SharedNode(template.Node):
    """Keeps its drawings: a template is compiled once a process."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *((type(value), value) for value in values.values()))
        found = self.drawn.get(key)
        if found is None:
            found = self._draw(values, context.template)
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            self.drawn[key] = found
        return found

    def _draw(self, values: dict[str, Any], whole: template.Template | None) -> SafeString:
        alone = template.Context(values)
        assert whole is not None  # only a template that is being rendered comes here
        with alone.bind_template(whole):
            return self.nodelist.render(alone)
