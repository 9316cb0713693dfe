"""English, as the checker reads it."""

from reports.checking.vocabulary.base import Vocabulary, pattern, words

ENGLISH = Vocabulary(
    function_words=words(
        "a about above after all almost also although among an and another are around as at be because "
        "been "
        "before below between both but by can could did do does during each either every except exactly "
        "fewer few finally first following for from further had has have he her his however if in "
        "including "
        "instead into is it its just last less like many may meanwhile might more most much must my "
        "nearly no "
        "nor not now of off on once only onto or other others our out over per perhaps roughly second "
        "shall "
        "she should since so some still such than that the their them then there these they third this "
        "those "
        "though through throughout thus to together towards under until up upon us via was we were "
        "what when "
        "where whereas whether which while who whom whose why will with within without would yet your "
        "another "
        "fully exactly approximately altogether"
    ),
    labels=words(
        "no nos no. nos. number numbers para para. paras paras. paragraph paragraphs p p. pp pp. page "
        "pages "
        "figure figures table tables appendix annex annexes section sections chapter article articles "
        "art art. "
        "rule rules item items point points step steps stage phase level grade category class version "
        "release "
        "output outputs outcome outcomes indicator indicators goal goals target targets objective "
        "objectives "
        "priority driver line option part volume vol vol. session sessions convention recommendation "
        "protocol "
        "resolution decision document form room floor channel tier round lot batch group type scenario "
        "lane "
        "milestone sdg issue question box module area action standard"
    ),
    per_cent=r"per\s+cent|percent|%",
    per_cent_word="per cent",
    points=r"percentage\s+points?|per\s+cent\s+points?",
    scales={"thousand": 1000, "million": 10**6, "billion": 10**9},
    money=r"(?:US\s?\$|\$|USD\s|EUR\s|CHF\s|€|£)",
    units=words(
        "km m cm mm kg g t ha l kb mb gb tb mbit/s gbit/s kwh mwh °c px pt hours hour minutes minute "
        "seconds "
        "second tonnes degrees kilometres metres euros dollars francs"
    ),
    times=words(
        "year years month months week weeks day days hour hours minute minutes quarter quarters "
        "fortnight "
        "working calendar times"
    ),
    totals=words("all total totals sum overall"),
    averages=pattern(r"average|mean|median|rate|ratio|per cent|%|share|index|price|cost per"),
    between_counts=pattern(
        r"\s*(?:\w+ ){0,3}(?:out )?of (?:all |the |these |those |its |their |a total of )*"
    ),
    of_before=pattern(r"\b(?:out )?of (?:all |the |these |those |its |their |a total of )*$"),
    and_words="and|as well as",
    completed=pattern(
        r"\b(?:was|were|has been|have been|is|are|had been) "
        r"(?:(?:successfully|fully|now|also|already|thus) )*"
        r"(?:completed|finalized|finalised|finished)\b"
        r"|\b(?:the )?office (?:successfully |fully )?(?:completed|finalized|finished)\b"
    ),
    not_yet=pattern(
        r"\b(?:will|would|to "
        r"be|expected|scheduled|planned|due|should|shall|can|could|may|not|never|partly|"
        r"partially|nearly|almost|half|until|once|when|if|before|after|per cent|%|being|on schedule)\b"
    ),
    parts=pattern(
        r"\b(?:first|second|third|initial|stages?|phases?|milestones?|steps?|parts?|components?|modules?|"
        r"pilots?|prototypes?|analysis|study|design|procurement|preparations?|preparatory|consultations?|"
        r"draft|tests?|testing|requirements|training|some|most|several)\b"
    ),
    population={
        "project": "project", "projects": "project", "initiative": "initiative",
        "initiatives": "initiative",
        "measure": "measure", "measures": "measure", "undertaking": "undertaking",
        "undertakings": "undertaking", "activity": "activity", "activities": "activity",
    },
    framework={
        "outcomes": words("outcomes"),
        "outputs": words("outputs"),
        "drivers": words("drivers"),
        "indicators": words("indicators"),
    },
    whole_before=pattern(
        r"\b(?:(?:the|all|its|these|their|comprises|comprised|has|have|contains|consists of) )+$"
    ),
    level_words={"outcomes": words("outcome"), "outputs": words("output")},
    may_double=words("that had her is her’s"),
    bare_share=pattern(r"(?:were|was|had|have|are|has|is) "),
    base_words=pattern(
        r"\b(?:of|among|from|share|proportion|compared|those|them|its|their|respondents|all)\b"
    ),
    straight_double=("“", "”"),
    in_words_up_to=10,
    noun_first=False,
)  # fmt: skip
