"""Words that carry claims: likelihood, confidence, change, and whose words a statement is; in English, French and Arabic."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.language.lexicon import NEVER, any_of, listed


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """What a language says claims with; each part is a regular expression that ignores case and has no group that captures."""

    likelihood: str = NEVER
    confidence: str = NEVER
    rise: str = NEVER
    fall: str = NEVER
    level: str = NEVER
    attribution: str = NEVER


_ABOUT = r"(?:about|around|over|under|below|above|nearly|almost|roughly|only|just|some|(?:more|less)\s+than|up\s+to|at\s+least)"
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_NUMBER = rf"(?:[A-Z]{{0,3}}[€$£¥]?[+−-]?\d|half\b|{_COUNT}\s+(?:third|quarter|half|fifth|tenth)|(?!an?\b){_COUNT}\b)"
# "Set up by the ministry" is no rise, "up by 3%" is one.
_BY_NUMBER = rf"(?=\s+(?:{_ABOUT}\s+)?{_NUMBER})"
_IS = r"(?:is|are|was|were|be|been|being)"
_NOUN = rf"(?:\s+(?:in|by|from)\b|\s+(?:of|to){_BY_NUMBER})"

_NO_FLOWER = (
    r"(?!\s+(?:gardens?|bush(?:es)?|petals?|windows?|water|gold|up"
    r"|to\s+(?:the(?!\s+high)|prominence|power|fame|his|her|their))\b)"
)
_NO_FIGURE_OF_SPEECH = (
    r"(?!\s+(?:short|apart|ill|asleep|through|under|within|into|out|victim|foul|behind|silent|on|upon|outside|prey|for"
    r"|in\s+(?:love|line|with)|to\s+(?:the(?!\s+low)|an?(?!\s+(?:third|quarter|half|fifth|tenth|low|record))|it|them|him|her))\b)"
)
_EN_RISE = "|".join(
    (
        rf"(?<!\ba\s)(?<!\bthe\s)(?<!\bred\s)(?<!\bwild\s)rose\b{_NO_FLOWER}",
        r"(?:rises|risen)\b(?!\s+(?:up|to\s+the)\b)",
        r"(?:increased|increases|climbed|climbs|surged|soared|jumped(?!\s+(?:at|to\s+conclusions)))\b",
        rf"(?:increase|rise){_NOUN}",
        rf"(?:{_IS}\s+(?:\w+ly\s+)?|keeps?\s+)(?:rising|growing|increasing|climbing)\b",
        r"(?:grew|grows|grown)\b(?!-)(?!\s+(?:up|on|out|tired|weary|more|less|close|closer|apart|into|used)\b)",
        r"growth\s+(?:in|of|by)\b",
        rf"(?:up|raised|lifted|gained)\s+by\b{_BY_NUMBER}|up\s+[\d.,]+\s?(?:%|per\s?cent)|up\s+from\b{_BY_NUMBER}|went\s+up\b",
        r"(?:doubl|tripl|trebl|quadrupl)ed\b",
    )
)
_NOT_PASSIVE = r"(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<!\bwas\s)(?<!\bwere\s)"
_EN_FALL = "|".join(
    (
        rf"(?:fell|falls|fallen)\b{_NO_FIGURE_OF_SPEECH}",
        r"(?:declined|declines)\b(?!\s+(?:the|an?|it|its|his|her|their|all|any|to)\b)|(?:declined|declines)\s+to\b" + _BY_NUMBER,
        rf"{_NOT_PASSIVE}(?:dropped|drops)\b(?!\s+(?:out|off|in|into|the|an?|it|its|his|her|their|this|that|plans?|from\s+the)\b)",
        r"(?:decreased|decreases|shrank|shrunk|shrinks|plunged|plummeted|slumped|dipped)\b",
        rf"(?:decrease|decline|drop|(?<!\bthe\s)fall){_NOUN}",
        rf"(?:{_IS}\s+(?:\w+ly\s+)?|keeps?\s+)(?:falling(?!\s+(?:short|apart))|declining|decreasing|dropping|shrinking)\b",
        rf"(?:down|reduced|lowered|cut)\s+by\b{_BY_NUMBER}|down\s+[\d.,]+\s?(?:%|per\s?cent)|down\s+from\b{_BY_NUMBER}|went\s+down\b",
        r"halved\b",
    )
)
_EN_LEVEL = (
    r"unchanged\b|no\s+change\b|little\s+changed\b|stagnated\b|plateaued\b|levelled\s+off\b"
    rf"|(?:{_IS}|remain(?:s|ed)?|stay(?:s|ed)?|held|kept)\s+(?:\w+ly\s+)?(?:stable|steady|flat|constant|level)\b"
    r"|(?:remain(?:s|ed)?|stay(?:s|ed)?)\s+the\s+same\b"
)
_EN_SAID = any_of(
    listed(
        "said described presented read seen reported thought believed claimed expected understood called considered alleged",
        "credited regarded viewed portrayed named deemed treated judged quoted",
    )
)
_EN_SAY = any_of(
    listed("say said argu claim maintain contend hold held stat not report assert alleg suggest estimat expect believ warn think")
)
_EN_THAT = rf"{_EN_SAY}(?:s|e|es|ed)?\s+that"

ENGLISH_CLAIMS = ClaimWords(
    likelihood=(
        r"(?:(?:virtually|almost|nearly|practically)\s+certain(?:ly)?"
        r"|(?:(?:very|highly|extremely|exceptionally|quite|more|less|(?:about\s+)?as)\s+)?(?<!how\s)(?:likely|unlikely|probable|improbable|probably)"
        r"(?:\s+than\s+not|\s+as\s+not)?"
        r"|(?:(?:roughly|about|around|an?)\s+)?even\s+(?:chances?|odds)|(?:almost\s+)?no\s+chance"
        r"|remote\s+(?:chance|possibility|likelihood)|realistic\s+possibility)\b"
    ),
    confidence=(
        r"(?:(?:very\s+)?(?:high|moderate|medium|low)(?:\s+|-)confidence"
        r"|confidence(?:\s+level)?(?:\s+in\s+[^.;:]{1,60}?)?(?:\s+(?:is|was|remains|stays)|:)?\s+(?:very\s+)?(?:high|moderate|medium|low))\b"
    ),
    rise=_EN_RISE,
    fall=_EN_FALL,
    level=_EN_LEVEL,
    attribution=(
        rf"according\s+to|{_IS}\s+(?:\w+ly\s+)?{_EN_SAID}\s+(?:to|as|by|that|for|an?|the|likely|largely|mostly)\b"
        rf"|{_EN_THAT}\b|(?:says|said|argues|argued|claims\s+to|claimed\s+to|warns|warned|asserts|alleges)\b"
        r"|(?:calls|called|considers|considered|deems)\b(?!\s+(?:for|on|off|in|upon|to)\b)"
        r"|(?:presents|presented|describes|described|reads|sees|saw|treats|regards|views|portrays|credits|names)"
        r"\s(?:[^.;]{1,80}\s)?(?:as|to)\b"
        r"|in\s+the\s+(?:view|opinion|eyes|words|judgement)\s+of|in\s+(?:its|his|her|their|our|\w+['’]s?)\s+(?:view|opinion|words)"
        r"|(?:reportedly|allegedly|supposedly|purportedly)\b|by\s+\w+['’]s?\s+(?:account|estimate)"
    ),
)

FRENCH_CLAIMS = ClaimWords(
    likelihood=(
        r"(?:(?:pratiquement|quasi(?:ment)?|presque)[\s-]certaine?s?"
        r"|(?:(?:très|extrêmement|hautement|fort|peu|exceptionnellement)\s+)?(?:im)?probable(?:s|ment)?|(?:in)?vraisemblable(?:s|ment)?"
        r"|chances\s+(?:à\s+peu\s+près\s+)?égales|possibilité\s+réaliste|(?:presque\s+)?aucune\s+chance)\b"
    ),
    confidence=(
        r"(?:confiance(?:\s+est)?\s*:?\s*(?:très\s+)?(?:élevée|haute|forte|modérée|moyenne|faible)"
        r"|(?:haut|faible)\s+degré\s+de\s+confiance|(?:haute|forte|moyenne|faible)\s+confiance"
        r"|degré\s+de\s+confiance\s*:?\s*(?:très\s+)?(?:élevé|modéré|moyen|faible))\b"
    ),
    rise=(
        r"(?:augmenté|augmente(?:nt)?|progressé|grimpé|bondi)(?:e?s?)\b"
        r"|(?:augmentation|hausse|progression|croissance)\s+(?:de|des|du|d[’'])|en\s+(?:forte\s+)?(?:hausse|augmentation)\b|(?:doubl|tripl)é\b"
    ),
    fall=(
        r"(?:baissé|baissent|diminué|diminue(?:nt)?|reculé|chuté)(?:e?s?)\b"
        r"|(?:baisse|diminution|recul|chute|réduction)\s+(?:de|des|du|d[’'])|en\s+(?:forte\s+)?(?:baisse|diminution|recul)\b|divisée?s?\s+par\b"
    ),
    level=r"inchangée?s?\b|stagné\b|(?:est|sont|reste(?:nt)?|demeure(?:nt)?|restée?s?)\s+(?:stables?|constante?s?)\b",
    attribution=(
        r"selon\b|d[’']après\b|(?:est|sont|était|étaient|être|été)\s+(?:\w+ment\s+)?"
        r"(?:décri|présenté|considéré|qualifié|réputé|jugé|tenu|vu|perçu|dit)(?:t?e?s?)\b"
        r"|(?:estime|affirme|soutient|juge|considère|déclare|assure|avertit|prétend|dit)(?:nt)?\s+(?:que\b|qu[’'])"
        r"|(?:qualifie|présente|décrit|considère)(?:nt)?\s(?:[^.;]{1,80}\s)?(?:de|comme)\b|aux\s+yeux\s+d|de\s+l[’']avis\s+d|prétendument\b"
    ),
)

ARABIC_CLAIMS = ClaimWords(
    likelihood=r"\b(?:شبه\s+(?:ال)?مؤكد|(?:غير\s+)?(?:ال)?محتملة?|(?:ال)?مرجح|(?:ال)?مستبعد|احتمال\s+ضئيل)\b",
    confidence=r"\b(?:ال|ب)?ثقة\s+(?:ال)?(?:عالية|مرتفعة|متوسطة|معتدلة|منخفضة|ضعيفة)\b",
    rise=r"\b(?:ارتفعت?|زادت?|ازدادت?|نمت?|نما|تضاعفت?)\b|\b(?:ارتفاع|زيادة)\b",
    fall=r"\b(?:انخفضت?|تراجعت?|هبطت?|تقلصت?)\b|\b(?:انخفاض|تراجع|هبوط)\b",
    level=r"\b(?:استقرت?|(?:من\s+)?دون\s+تغيير|بلا\s+تغيير)\b",
    attribution=r"\b(?:وفقا|وفقًا)\s+ل|\bب?حسب\b|\b(?:يقال|يوصف|توصف|وصف|وصفت|يرى|ترى|يعتبر|تعتبر|قالت?|زعمت?|يزعم|تزعم)\b|\bفي\s+رأي\b",
)

CLAIM_WORDS = {"en": ENGLISH_CLAIMS, "fr": FRENCH_CLAIMS, "ar": ARABIC_CLAIMS}
"""By the first part of a BCP 47 tag."""
