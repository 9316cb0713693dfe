"""German, as the checker reads it."""

from reports.checking.vocabulary.base import Vocabulary, pattern, words

GERMAN = Vocabulary(
    function_words=words(
        "ab aber alle allen aller alles als am an andere anderen auch auf aus außer bei beide beiden "
        "bereits "
        "bis da dabei dafür damit dann darunter das dass davon dazu dem den denen der deren des dessen "
        "die dies "
        "diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines einige "
        "einigen er "
        "erst es etwa fast für ganz gegen genau gut hat hatte hatten haben her hier hin ihr ihre ihrem "
        "ihren "
        "ihrer im in insgesamt ist ja je jede jeder jedes jedoch jener kann kein keine knapp können "
        "konnte konnten "
        "lediglich letzten man mehr mehrere mindestens mit nach nahezu neben nicht noch nun nur ob "
        "oder ohne per "
        "pro rund schon sehr sei sein seine seit sich sie sind so sobald sodass somit sowie über um "
        "und uns unter "
        "viele von vom vor während war waren weiter weitere weiteren weil wenige weniger wenn werden "
        "wie wird "
        "wo wurde wurden zu zum zur zusammen zwischen zuletzt höchstens circa ungefähr"
    ),
    labels=words(
        "nr nr. nrn. abs abs. absatz absätze absätzen s s. seite seiten abbildung abbildungen tabelle "
        "tabellen "
        "anhang anlage abschnitt kapitel artikel art art. regel punkt punkte schritt stufe phase "
        "etappe ebene "
        "version leistung leistungen ergebnisvorgabe ergebnisvorgaben ergebnis indikator indikatoren "
        "ziel "
        "ziele priorität option teil band bd bd. tagung übereinkommen empfehlung protokoll dokument "
        "raum runde "
        "gruppe typ meilenstein modul handlungslinie kategorie klasse"
    ),
    per_cent=r"Prozent|%|v\.\s?H\.",
    per_cent_word="Prozent",
    points=r"Prozentpunkte?n?",
    scales={"tausend": 1000, "million": 10**6, "millionen": 10**6, "milliarde": 10**9,
    "milliarden": 10**9,
            "mio.": 10**6, "mrd.": 10**9},
    money=r"(?:US\s?\$|\$|USD\s|EUR\s|CHF\s|€|£)",
    units=words(
        "km m cm mm kg g t ha l kb mb gb tb mbit/s kwh mwh °c stunden stunde minuten minute sekunden "
        "tonnen grad "
        "kilometer meter euro dollar us-dollar franken uhr"
    ),
    times=words(
        "jahr jahre jahren jahres monat monate monaten woche wochen tag tage tagen stunde stunden "
        "minuten "
        "quartal quartale arbeitstage arbeitstagen werktage werktagen mal"
    ),
    totals=words("alle alles gesamt insgesamt summe total zusammen"),
    averages=pattern(r"durchschnitt|mittel|quote|rate|prozent|%|anteil|index|preis|kosten je|verhältnis"),
    between_counts=pattern(r"\s*(?:\w+ ){0,3}von (?:allen |den |diesen |insgesamt |ihren )*"),
    of_before=pattern(r"\bvon (?:allen |den |diesen |insgesamt |ihren )*$"),
    and_words="und|sowie",
    completed=pattern(
        r"\b(?:wurden?|ist|sind|war|waren)\b[^.;:!?]{0,90}\b(?:abgeschlossen|fertiggestellt"
        r"|vollendet|beendet)\b"
        r"|\bschloss(?:en)?\b[^.;:!?]{0,160}\bab\b"
    ),
    not_yet=pattern(
        r"\b(?:wird|werden|soll|sollen|sollte|sollten|voraussichtlich|geplant|vorgesehen|kann"
        r"|können|könnte|nicht|"
        r"noch|teilweise|fast|nahezu|zur "
        r"Hälfte|bis|sobald|wenn|bevor|nachdem|Prozent|%|Zeitplan|derzeit)\b"
    ),
    parts=pattern(
        r"\b(?:erste[nrs]?|zweite[nrs]?|dritte[nrs]?|\w*phasen?|\w*etappen?|stufen?"
        r"|\w*meilensteine?|\w*schritte?|"
        r"\w*teile?|\w*komponenten?|module?|\w*piloten?|pilotprojekt\w*|prototyp\w*|\w*analysen?"
        r"|\w*studien?|entwurf|"
        r"beschaffung|\w*vorbereitung\w*|\w*konsultationen?|\w*tests?|\w*schulung\w*|einige|mehrere"
        r"|meisten)\b"
    ),
    population={
        "projekt": "projekt", "projekte": "projekt", "projekten": "projekt", "initiative": "initiative",
        "initiativen": "initiative", "vorhaben": "vorhaben", "maßnahme": "maßnahme",
        "maßnahmen": "maßnahme",
        "aktivität": "aktivität", "aktivitäten": "aktivität",
    },
    framework={
        "outcomes": words("ergebnisvorgaben"),
        "outputs": words("leistungen"),
        "drivers": words("elemente elementen"),
        "indicators": words("indikatoren"),
    },
    whole_before=pattern(
        r"\b(?:(?:die|der|den|alle|allen|aller|ihre|ihren|diese|diesen|umfasst|umfasste|hat|enthält) )+$"
    ),
    level_words={"outcomes": words("ergebnisvorgabe"), "outputs": words("leistung")},
    may_double=words(
        "die der das den dem des sie es ihr ihre was wie denen dessen deren sich ihnen wir uns"
    ),
    bare_share=pattern(r"(?:waren|war|wurden|wurde|hatten|haben|sind|ist) "),
    base_words=pattern(r"\b(?:von|aller|der|des|unter|aus|anteil|davon|derer|befragten|alle)\b"),
    straight_double=("„", "“"),
    in_words_up_to=12,
    noun_first=False,
)  # fmt: skip
