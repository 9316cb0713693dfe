"""What a template says alike on every page of a language is drawn once."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class ConstantNode(template.Node):
    """Holds what its content gives in each language, and under each address the program stands at."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.drawn: dict[tuple[str | None, str], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The content, which sees no variable: so it cannot say anything of a page or a person."""
        key = (get_language(), get_script_prefix())
        found = self.drawn.get(key)
        if found is None:
            found = self.drawn[key] = self.nodelist.render(context.new({}))
        return found


@register.tag
def constant(parser: Parser, _token: Token) -> Any:
    """{% constant %}{% translate "Menu" %}{% endconstant %}"""
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    return ConstantNode(nodelist)
