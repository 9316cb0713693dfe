"""Spanish, as the checker reads it."""

from reports.checking.vocabulary.base import Vocabulary, pattern, words

SPANISH = Vocabulary(
    function_words=words(
        "a además al algo algunas algunos ante antes aproximadamente así aún aunque bajo cada casi "
        "como con contra "
        "cual cuales cuando cuanto cuya cuyas cuyo cuyos da de del desde después donde durante e el "
        "ella ellas ellos en "
        "entre era eran es esa esas ese esos esta estas este estos está están exactamente fue fueron "
        "gracias ha "
        "había habían han hasta hay la las le les lo los luego más mediante menos mientras mismo mucho "
        "muchos muy ni "
        "no nos nuestra nuestro o otra otras otro otros para pero poco por porque pues que quien "
        "quienes sea se según "
        "ser si sí sin sino sobre solo son su sus tal también tan tanto toda todas todo todos tras u "
        "un una unas unos y "
        "ya unos alrededor solamente"
    ),
    labels=words(
        "núm núm. núms núms. número números párr párr. párrs. párrafo párrafos pág pág. página páginas "
        "gráfico "
        "gráficos figura cuadro cuadros anexo anexos apéndice sección capítulo artículo artículos art "
        "art. regla "
        "punto puntos etapa fase nivel versión producto productos resultado resultados indicador "
        "indicadores "
        "objetivo objetivos meta metas prioridad opción parte volumen vol vol. reunión convenio "
        "recomendación "
        "protocolo resolución decisión documento sala grupo tipo hito módulo categoría clase"
    ),
    per_cent=r"por\s+ciento|%",
    per_cent_word="por ciento",
    points=r"puntos?\s+porcentuales",
    scales={"mil": 1000, "millón": 10**6, "millones": 10**6},
    money=r"(?:US\s?\$|\$|USD\s|EUR\s|CHF\s|€|£)",
    units=words(
        "km m cm mm kg g t ha l kb mb gb tb kwh mwh °c horas hora minutos minuto segundos toneladas "
        "grados "
        "kilómetros metros euros dólares francos"
    ),
    times=words(
        "año años mes meses semana semanas día días hora horas minutos trimestre trimestres veces"
    ),
    totals=words("todos todas total totales conjunto suma"),
    averages=pattern(
        r"promedio|media|mediana|tasa|ratio|por ciento|%|proporción|índice|precio|costo por"
    ),
    between_counts=pattern(
        r"\s*(?:\w+ ){0,3}(?:de|sobre) (?:los |las |estos |estas |un total de |todos los |todas las )+"
    ),
    of_before=pattern(r"\b(?:de|sobre) (?:los |las |estos |estas |un total de |todos los |todas las )+$"),
    and_words="y|e|así como",
    completed=pattern(
        r"\b(?:fue|fueron|ha sido|han sido|está|están|quedó|quedaron) (?:(?:plenamente|ya|así) )*"
        r"(?:completad[oa]s?|finalizad[oa]s?|terminad[oa]s?|concluid[oa]s?)\b"
        r"|\bla oficina (?:completó|finalizó|terminó|concluyó)\b"
        r"|\bse (?:completó|completaron|finalizó|finalizaron|concluyó|concluyeron)\b"
    ),
    not_yet=pattern(
        r"\b(?:será|serán|sería|debería|deberían|previst[oa]s?|programad[oa]s?|podrá|puede|no|nunca"
        r"|parcialmente|"
        r"casi|mitad|hasta|cuando|antes|después|una vez|por ciento|curso|calendario|esté|estén)\b|%"
    ),
    parts=pattern(
        r"\b(?:primer[ao]?s?|segund[ao]s?|tercer[ao]?s?|etapas?|fases?|hitos?|partes?|componentes?"
        r"|módulos?|"
        r"pilotos?|prototipos?|análisis|estudios?|diseño|adquisici\w+|preparati\w+|preparación"
        r"|consultas?|borrador|"
        r"pruebas?|capacitaci\w+|formación|algun[ao]s|mayoría|vari[ao]s)\b"
    ),
    population={
        "proyecto": "proyecto", "proyectos": "proyecto", "iniciativa": "iniciativa",
        "iniciativas": "iniciativa",
        "medida": "medida", "medidas": "medida", "actividad": "actividad", "actividades": "actividad",
    },
    framework={
        "outcomes": words("resultados"),
        "outputs": words("productos"),
        "drivers": words("ejes"),
        "indicators": words("indicadores"),
    },
    whole_before=pattern(
        r"\b(?:(?:los|las|sus|estos|estas|comprende|comprendía|tiene|contiene|abarca) )+$"
    ),
    level_words={"outcomes": words("resultado"), "outputs": words("producto")},
    may_double=frozenset(),
    bare_share=pattern(r"(?:eran|era|fueron|fue|estaban|tenían|han|son|es) "),
    base_words=pattern(r"\b(?:de|del|sobre|entre|parte|proporción|encuestados|todos|todas)\b"),
    straight_double=("«", "»"),
    in_words_up_to=15,
    noun_first=True,
)  # fmt: skip
