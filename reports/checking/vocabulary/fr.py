"""French, as the checker reads it."""

from reports.checking.vocabulary.base import Vocabulary, pattern, words

FRENCH = Vocabulary(
    function_words=words(
        "a à afin ainsi alors après au aucun aucune aussi autre autres aux avant avec avait avaient "
        "ayant bien "
        "car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chacun comme contre d "
        "dans de "
        "depuis des donc dont du durant elle elles en encore enfin ensemble entre environ est et "
        "étaient était "
        "eu exactement faire fait grâce il ils jusqu jusque l la le les leur leurs lors lorsque mais "
        "même mêmes "
        "moins ne ni nos notre nous on ont or ou où outre par parce parmi pas pendant peu plus "
        "plusieurs pour "
        "pourtant presque près puis qu quand que quelque quelques qui quoi sa sans sauf se seront ses "
        "si sera son "
        "sont sous sur tandis tous tout toute toutes très un une vers vos votre vous y quelles "
        "seulement notamment"
    ),
    labels=words(
        "n n° nᵒ no nos numéro numéros paragr paragr. paragraphe paragraphes p p. page pages figure "
        "figures tableau "
        "tableaux annexe annexes appendice section chapitre article articles art art. règle point "
        "points étape "
        "phase niveau version produit produits résultat résultats indicateur indicateurs objectif "
        "objectifs cible "
        "priorité option partie volume vol vol. session convention recommandation protocole résolution "
        "décision document salle groupe type jalon module catégorie classe domaine axe"
    ),
    per_cent=r"pour\s+cent|pourcent|%",
    per_cent_word="pour cent",
    points=r"points?\s+de\s+pourcentage",
    scales={"mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9},
    money=r"(?:\$\s?(?:É|E)\.?-?U\.?|US\s?\$|\$|USD\s|EUR\s|CHF\s|€|£)",
    units=words(
        "km m cm mm kg g t ha l ko mo go to kwh mwh °c heures heure minutes minute secondes tonnes "
        "degrés "
        "kilomètres mètres euros dollars francs h"
    ),
    times=words(
        "an ans année années mois semaine semaines jour jours heure heures minutes trimestre "
        "trimestres fois"
    ),
    totals=words("tous toutes total totaux ensemble somme"),
    averages=pattern(r"moyenne|médiane|taux|ratio|pour cent|%|part|indice|prix|coût par"),
    between_counts=pattern(r"\s*(?:\w+ ){0,3}sur (?:les |ces |un total de |tous les |toutes les )*"),
    of_before=pattern(r"\bsur (?:les |ces |un total de |tous les |toutes les )*$"),
    and_words="et|ainsi que",
    completed=pattern(
        r"\b(?:a été|ont été|est|sont|était|étaient) (?:(?:pleinement|entièrement|désormais|ainsi) )*"
        r"(?:achevée?s?|terminée?s?|menée?s? à (?:bien|terme|bonne fin)|finalisée?s?)\b"
        r"|\ble bureau a (?:achevé|terminé|finalisé)\b"
    ),
    not_yet=pattern(
        r"\b(?:sera|seront|serait|devrait|devraient|doit|doivent|prévue?s?|programmée?s?|pourra"
        r"|peut|pas|jamais|"
        r"partiellement|presque|moitié|jusqu|lorsque|quand|avant|après|une fois|pour "
        r"cent|cours|calendrier)\b|%"
    ),
    parts=pattern(
        r"\b(?:premi(?:er|ère)s?|deuxièmes?|seconde?s?|troisièmes?|étapes?|phases?|jalons?|volets?"
        r"|parties?|"
        r"composantes?|modules?|pilotes?|prototypes?|analyses?|études?|conception|achats?|préparati\w+|"
        r"consultations?|projet de texte|tests?|essais?|formations?|certain\w*|plupart|plusieurs)\b"
    ),
    population={
        "projet": "projet", "projets": "projet", "initiative": "initiative",
        "initiatives": "initiative",
        "mesure": "mesure", "mesures": "mesure", "activité": "activité", "activités": "activité",
    },
    framework={
        "outcomes": words("résultats"),
        "outputs": words("produits"),
        "drivers": words("éléments"),
        "indicators": words("indicateurs"),
    },
    whole_before=pattern(
        r"\b(?:(?:les|des|aux|ses|ces|leurs|comprend|comprenait|compte|comptait|comporte|comportait) )+$"
    ),
    level_words={"outcomes": words("résultat"), "outputs": words("produit")},
    may_double=words("nous vous"),
    bare_share=pattern(r"(?:étaient|était|ont|sont|avaient|a|est) "),
    base_words=pattern(r"\b(?:de|des|du|d|sur|parmi|dont|part|proportion|répondants|tous|toutes)\b"),
    straight_double=("«", "»"),
    in_words_up_to=16,
    noun_first=True,
)  # fmt: skip
