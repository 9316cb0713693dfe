"""Where a line may end within words, in every paper format."""

import re

# Lines end by themselves at white space and after these signs; at no-break spaces they do not.
STEPS = re.compile(r"(?:[^\s/\-\u2010\u2013\u200b\u00ad]|[\u00a0\u2007\u202f])+")


def steps(text: str) -> list[str]:
    """What no line ends within, unless it is too long for any."""
    return STEPS.findall(text)
