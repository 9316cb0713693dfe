"""The words of soft dates in German, French and Spanish, turned into those of English.

Each language is a list of replacements, done one after another on words in small letters. What a
language leaves standing is no date of it. "Ende 2022", "fin 2022" and "finales de 2022" are the end
of the year, as "end of 2022" is; with "gegen", "vers la" or "hacia" before them they are as late.
"""

import re
from collections.abc import Iterator

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
ORDINALS = ("first", "second", "third", "fourth")
Replacements = tuple[tuple[str, str], ...]


def _named(names: str) -> Replacements:
    """The months: each word of `names` is one, in their order; strokes part other spellings."""
    pairs = zip(names.split(), MONTHS, strict=True)
    return tuple((rf"\b(?:{name})\b\.?", month) for name, month in pairs)


def _parts(number: str, quarter: str, half: str, ordinals: tuple[str, ...]) -> Replacements:
    """Quarters and halves: "1." and "erstes" before "Quartal" are "first"."""
    found: list[tuple[str, str]] = []
    for place, (word, english) in enumerate(zip(ordinals, ORDINALS, strict=True), 1):
        for part, name in ((quarter, "quarter"), (half, "half")):
            pattern = (
                rf"(?:{place}{number}|{word}) (?:{part})(?: (?:des jahres|de l’année|de|du|del))?"
            )
            found.append((pattern, f"{english} {name}"))
    return tuple(found)


GERMAN: Replacements = (
    (r"^(?:spätestens )?(?:bis(?: spätestens)?(?: zum| zur)?|vor dem) ", "by "),
    (r"^(?:by )?spätestens (?:am |im )?", "by "),
    (
        r"^(by )?(?:im|am|zu|zum|in|der|die|das|den) (?:ersten? hälfte|1\. hälfte)",
        r"\1erste hälfte",
    ),
    (r"^(by )?(?:im|am|zu|zum|in|der|die|das|den)(?: der| dem)? (?!laufe|verlauf)", r"\1"),
    (r"^(?:im laufe|im verlauf|später im lauf|laufe|verlauf)e?s? (?:des jahres |von )?", "during "),
    (r"^später (?:im jahr |im )?", "later in "),
    (r"^(?:ganzjährig|während des jahres) ", "during "),
    (r"gegen ende (?:des jahres |von )?", "late "),
    (r"anfangs? (?:des jahres |von )?", "early "),
    (r"(?:mitte|zur mitte) (?:des jahres |von )?", "mid "),
    (r"(?:ende|jahresende) (?:des jahres |von )?", "end of "),
    *_parts(
        r"\.",
        "quartals?|vierteljahre?s?",
        "halbjahre?s?|hälfte",
        ("erste[nsr]?", "zweite[nsr]?", "dritte[nsr]?", "vierte[nsr]?"),
    ),
    (r"^jahre? ", ""),
    *_named(
        "januar|jänner|jan februar|feber|feb märz|maerz|mär apr(?:il)? mai juni|jun juli|jul"
        " august|aug september|sept?|sep oktober|okt november|nov dezember|dez"
    ),
    (rf"^(by )?(\d\d?)\. ?({'|'.join(MONTHS)})", r"\1\2 \3"),
    (r" bis ", " to "),
)

FRENCH: Replacements = (
    (r"['’] ?", "’"),
    (r"^(?:d’ici(?: à| au)?|avant|jusqu’à|jusqu’au|au plus tard(?: le| en)?)(?: la| le)? ", "by "),
    (r"^(by )?(?:plus tard en|plus tard dans) ", r"\1later in "),
    (
        r"^(?:(?:dans le |en )?courant(?: de| d’)?|au cours (?:de|d’)|pendant|durant|tout au long de)"
        r"(?: l’année| l’an)? ",
        "during ",
    ),
    (r"vers la fin (?:de |d’)?(?:l’année )?", "late "),
    (r"^(by )?(?:en|au|à la|à|le|la|dans le|l’année) ", r"\1"),
    (r"début (?:de |d’)?(?:l’année )?", "early "),
    (r"(?:mi-|milieu (?:de |d’)?)(?:l’année )?", "mid "),
    (r"fin (?:de |d’)?(?:l’année )?", "end of "),
    *_parts(
        "(?:er|re|e|ème|d|nd)",
        "trimestre",
        "semestre",
        ("premi(?:er|ère)", "(?:deuxième|second)", "troisième", "quatrième"),
    ),
    (r"\bt([1-4])\b", r"q\1"),
    (r"\bs([12])\b", r"h\1"),
    *_named(
        "janv(?:ier)? févr(?:ier)? mars avr(?:il)? mai juin juil(?:let)? août|aout sept(?:embre)?"
        " oct(?:obre)? nov(?:embre)? déc(?:embre)?"
    ),
    (r"\b1er ", "1 "),
    (r" à ", " to "),
)

SPANISH: Replacements = (
    (r"^(?:antes de(?:l)?|hasta|a más tardar(?: en| el)?|para)(?: el| la)? ", "by "),
    (r"^(by )?(?:más adelante en|más tarde en) ", r"\1later in "),
    (
        r"^(?:a lo largo de(?:l)?|en el curso de(?:l)?|en el transcurso de(?:l)?|durante)"
        r"(?: (?:el )?año)? ",
        "during ",
    ),
    (r"hacia (?:finales|fines) de(?:l año)? ", "late "),
    (r"^(by )?(?:en el|en la|en|a|el|la) ", r"\1"),
    (r"(?:principios|comienzos|inicios) de(?:l año)? ", "early "),
    (r"mediados de(?:l año)? ", "mid "),
    (r"(?:finales|fines|final) de(?:l año)? ", "end of "),
    *_parts(
        r"(?:\.?(?:er|o|º))", "trimestre", "semestre", ("primer", "segundo", "tercer", "cuarto")
    ),
    (r"\bt([1-4])\b", r"q\1"),
    (r"\bs([12])\b", r"h\1"),
    *_named(
        "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago"
        " septiembre|setiembre|sept? octubre|oct noviembre|nov diciembre|dic"
    ),
    (rf"(\d\d?) de ({'|'.join(MONTHS)})", r"\1 \2"),
    (rf"({'|'.join(MONTHS)}) del? (\d{{4}})", r"\1 \2"),
    (r"^año ", ""),
    (r" a ", " to "),
)


def readings(words: str) -> Iterator[str]:
    """What `words`, in small letters, may mean in English: as they stand, then by language."""
    yield words
    for replacements in (GERMAN, FRENCH, SPANISH):
        reading = words
        for pattern, english in replacements:
            reading = re.sub(pattern, english, reading)
        yield reading
