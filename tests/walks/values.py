"""Values that nobody means well, by what they pretend to be. As bytes: not all of them are text."""

import random
from collections.abc import Callable

LONG = 100_000
YEARS = (b"0", b"-1", b"1", b"99999", b"10000", b"2021.5", b"20211", b"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa1",
         b"\xef\xbc\x92\xef\xbc\x90\xef\xbc\x92\xef\xbc\x91", b"2147483648", b" 2021 ", b"+2021", b"2_021",
         b"2e3", b"0x7e5", b"MMXXI", b"9223372036854775808", b"-32769", b"32768", b"1899", b"2100")  # fmt: skip
NUMBERS = (b"1e400", b"-1e400", b"NaN", b"sNaN", b"-NaN123", b"Infinity", b"-inf", b"-0", b"-0.0", b"1" + b"0" * 30,
           b"0x10", b"0b1", b"1,5", b"1.500,25", b"\xd9\xa1\xd9\xa2\xd9\xa3", b"\xc2\xb2", b"\xe2\x85\xab",
           b"\xe2\x88\x921", b"1e-400", b"1E5000", b"1e999999999", b"9" * 5000, b"0." + b"0" * 5000 + b"1",
           b"1_000", b"1 000", b"+5", b"--5", b"5.", b".5", b"1e", b"\xe2\x82\xac5", b"5%", b"true",
           b"9999999999999999.99999", b"1e15", b"99999999999999999999", b"0.00000001")  # fmt: skip
DAYS = (b"0000-00-00", b"0001-01-01", b"9999-12-31", b"10000-01-01", b"2021-02-30", b"2021-2-3", b"31.12.2021",
        b"12/31/2021", b"2021-W05-1", b"20210531", b"2021-05-31T10:00:00Z", b"2021-05-31 25:61", b"-0001-01-01",
        b"2021-05-31+14:00", b"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa1-\xd9\xa0\xd9\xa5-\xd9\xa3\xd9\xa1", b"today",
        b"1900-01-01", b"1582-10-10", b"99999-01-01", b"Q9 2021", b"end of 0000", b"soon", b"0001",
        b"13/2021", b"2021-13", b"Ende 9999")  # fmt: skip
ZONES = (b"Mars/Phobos", b"../../etc/passwd", b"Europe/Zurich\0", b"/etc/localtime", b"UTC+99", b"europe/zurich",
         b"Europe/", b"posixrules", b"\xe2\x80\xaeUTC", b"Etc/GMT+99", b"localtime", b"a" * 300)  # fmt: skip
KEYS = (b"0", b"-1", b"99999999999999999999", b"9223372036854775807", b"9223372036854775808", b"2147483648",
        b"\xd9\xa1", b"\xc2\xb2", b"1.0", b"1e3", b"None", b"null", b"[]", b"{}", b"true", b"1,2", b"abc", b"1 OR 1=1",
        b"' OR '1'='1", b"../1", b"%s", b"%(pk)s", b"\0")  # fmt: skip
SIGNS = (b"a\0b", b"\0", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xff\xfe", b"\xc3", b"\xf4\x90\x80\x80",
         "\u202eevil\u202c".encode(), "\u200b".encode(), "a\u200d\u200cb".encode(), "\ufeffx".encode(),
         "\u2028\u2029".encode(), "\u0085".encode(), "\U0010ffff".encode(), "\ufffe".encode(), "\U000e0001".encode(),
         ("e" + "\u0301" * 2000).encode(), "\U0001f468\u200d\U0001f469\u200d\U0001f467".encode(), b"\x1b[31m", b"\x08\x08",
         b"\r\nSet-Cookie: a=b", b"\t", b" ", "\u00a0".encode(), "\u3000".encode(), "\u0130\u0131\u00df\ufb03".encode(),
         "\u0e33\u0939\u093f".encode(), b"\x7f", "\u2066a\u2069".encode())  # fmt: skip
MARKUP = (b"[[", b"]]", b"{{", b"}}", b"{{projects.total}}", b"{{projects.total", b"{{nothing.known}}", b"[[P-01]]",
          b"[[fig:projects]]", b"[[GB:1]]", b"^[note", b"^[a^[b^[c]]]", b"**", b"*a _b **c", b"[a](javascript:alert(1))",
          b"[a](http://[::1", b"# H\n## H2\n- a\n  - b\n    1. c", b"|a|b|\n|-|-|\n|c|d|", b"{{projects.total form=words agree=x | one {a} other {b}}}",
          b"{{a b=" + b'"' * 999 + b"}}", b"[a](" * 3000, b"[[" * 3000, b"^[" * 3000, b"{{" * 3000, b"*" * 9000, b"> " * 3000,
          b"\\" * 3000, b"<!--", b"&#0;&#x110000;&nosuch;", b"```\n", b"- " * 3000)  # fmt: skip
TEMPLATES = (b"{% load x %}", b"{{ request.user.password }}", b"{% include '/etc/passwd' %}", b"{% csrf_token %}", b"{# ",
             b"${7*7}", b"#{7*7}", b"%(name)s", b"%s%s%n", b"{0.__class__}", b"{}", b"%", b"100% of %d")  # fmt: skip
FORMULAS = (b"=1+1", b"=HYPERLINK(\"http://a\",\"b\")", b"+1", b"-1+1", b"@SUM(1)", b"\t=1", b"\r=1", b"=cmd|' /C calc'!A0",
            b";=1", b",=1", b"a\n=1", "\uff1d1".encode())  # fmt: skip
HTML = (b"<script>alert(1)</script>", b"\"><img src=x onerror=alert(1)>", b"</textarea><b>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
        b"<![CDATA[", b"javascript:alert(1)", b"'\"><svg/onload=alert(1)>", b"&lt;b&gt;", b"</title>", b"http://evil.example/",
        b"//evil.example", b"/\\evil.example", b"mailto:a@b\r\nBcc: c@d")  # fmt: skip
LONGEST = (b"a" * LONG, b"word " * (LONG // 5), b"a\n" * (LONG // 2), b"\n" * LONG, "\u00e4".encode() * (LONG // 2),
           b"Donaudampfschiffahrtsgesellschaftskapitaenspatent" * 200, b"9" * LONG, b" " * LONG,
           "\U0001f600".encode() * (LONG // 4), b"<" * LONG, b"&" * LONG, b"[a](b) " * (LONG // 7), b"/" * 5000)  # fmt: skip
JSON = (
    b"[" * 50_000,
    b'{"a":' * 5000 + b"1" + b"}" * 5000,
    b'{"a": NaN}',
    b'{"__proto__": 1}',
    b"[1e999]",
    b'"\\ud800"',
)
PATHS = (
    b"../../etc/passwd",
    b"C:\\x\\y.pdf",
    b"a/b",
    b"a%2fb",
    b"..",
    b".",
    b"%00",
    b"con.docx",
    b"a;b",
    b"a?b#c",
)
EMPTY = (b"", b" ", b"-", b"null")

GROUPS: dict[str, tuple[bytes, ...]] = {
    "year": YEARS,
    "number": NUMBERS,
    "day": DAYS,
    "zone": ZONES,
    "key": KEYS,
    "signs": SIGNS,
    "markup": MARKUP,
    "template": TEMPLATES,
    "formula": FORMULAS,
    "html": HTML,
    "long": LONGEST,
    "json": JSON,
    "path": PATHS,
    "empty": EMPTY,
}
# What fits the kind of a field comes as often as everything else together.
FITTING = {
    "number": ("number", "year"),
    "date": ("day", "year"),
    "select": ("key", "zone"),
    "textarea": ("markup", "long", "signs"),
    "text": ("signs", "year", "zone", "formula", "html"),
    "hidden": ("key", "number", "json"),
}
Make = Callable[[random.Random], bytes]


def hostile(chance: random.Random, kind: str = "") -> bytes:
    """A value for a field of that kind of HTML (such as "number"), or for any."""
    fitting = FITTING.get(kind, ())
    names = fitting if fitting and chance.random() < 0.5 else tuple(GROUPS)
    value = chance.choice(GROUPS[chance.choice(names)])
    return value + chance.choice(GROUPS["signs"]) if chance.random() < 0.05 else value
