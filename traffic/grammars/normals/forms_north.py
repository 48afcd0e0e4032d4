"""German and Dutch forms; short texts in Polish, Swedish, Turkish and eight other scripts."""

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar
from traffic.grammars.words.north import SLOTS as WORDS

LOCAL = {
    "de_s": [
        "«de_n» und «de_n» sind «de_a».",
        "Können Sie «de_n» «de_v»?",
        "Ich möchte den «de_n» «de_v», weil er «de_a» ist.",
        "Das ist aber «de_a»!",
        "Der «de_n» muss «de_v»; die «de_n» nicht.",
        "Wie geht's dem «de_n»?",
        "Bitte «de_v» oder «de_v» (siehe «de_n»).",
    ],
    "mark": ["!", ".", "?", "...", "!!", ""],
    "zh_s": ["«zh»«zh»«zh»", "«zh»«zh»«zh»«zh»«zh»,«zh»«zh»。", "«zh»!«zh»«zh»", "“«zh»«zh»”"],
    "ja_s": [
        "«ja»«ja»«ja»",
        "「«ja»«ja»」«ja»«ja»。",
        "«ja»«ja»«ja»«ja»!",
        "〒«dig3»-«dig4» «ja»«ja»«n»-«n»",
    ],
}
G = Grammar(SLOTS, WORDS, LOCAL)


def _script(name: str) -> tuple[str, ...]:
    """Templates for the words of one language."""
    one, some, more = f"«{name}»", f"«{name}*2-5: »", f"«{name}*4-12: »«mark»"
    return (
        some + "«mark»",
        f"{more} {more}",
        f"{one} {one}, {one} «n»",
        f'"{some}" - {one}',
        f"{one} ({one} «brand»)",
        f"{some} «emoji»",
        f"{one}: {one}/{one}",
        f"{one} & {one}",
        f"{one} {one} «n» %",
        f"{some}...",
        f"{more}\n- {some}\n- {some}",
    )


RULES = {
    "de_text": G.rule(
        "«de_s»",
        "«de_s» «de_s»",
        "„«de_s»“ - «de_s»",
        "«De_s» («de_n»/«de_n»)",
        (
            "Sehr geehrte Damen und Herren,\n\n«de_s» «de_s»\n\nMit freundlichen Grüßen\n«first» "
            "«de_last»"
        ),
    ),
    "de_person": G.rule(
        "«first» «de_last»",
        "Dr. «de_last»-«de_last»",
        "Frau «de_last»",
        "«de_last», «first»",
        "Prof. Dr.-Ing. «first» von «de_last»",
        "«de_last» & Söhne GmbH & Co. KG",
    ),
    "de_address": G.rule(
        "«de_street» «1..199»",
        "«de_street» «1..199»«a|b|c»",
        "«10..99»«dig3» «de_town»",
        "«de_street» «1..99», «10..99»«dig3» «de_town»",
        "Postfach «dig2» «dig2» «dig2»",
        "«de_street» «1..99»/«1..40», 1«dig3» Wien",
        "c/o «de_last», «de_street» «1..99» (Hinterhaus)",
    ),
    "de_id": G.rule(
        "DE«dig2» «dig4» «dig4» «dig4» «dig4» «dig2»",
        "DE«dig9»",
        "0«30..89»«dig1»/«dig4»-«dig3»",
        "+49 («1..9») «dig3» «dig6»",
        "«1..28».«1..12».«1940..2020»",
        "«n»,«dig2» €",
    ),
    "de_shop": G.rule(
        "«de_n»",
        "«de_n» «de_a»",
        "«De_a»er «de_n»",
        "«de_n»-«de_n»",
        "«de_n» & «de_n»",
        "«de_n» kaufen",
        "«de_n» ab «n» €",
        "«De_n»größe «n»",
    ),
    "nl": G.rule(
        *_script("nl"),
        "«nl» van 't «nl»",
        "Van der «Last», «first»",
        "«10..99»«dig2» «Let1»«Let1» 's-Gravenhage",
        "foto's en video's «nl»",
    ),
    "pl": G.rule(*_script("pl"), "ul. «Pl» «1..99»/«1..40»"),
    "sv": G.rule(*_script("sv"), "«Sv»gatan «1..99»", "«sv» på «sv»"),
    "tr": G.rule(*_script("tr"), "«Tr» Sok. No:«1..99»/«1..9»", "«city»'da «tr»"),
    "ru": G.rule(*_script("ru"), "ул. «Ru», д. «1..99», кв. «1..99»", "«Ru» «ru» — «ru»"),
    "el": G.rule(*_script("el")),
    "ar": G.rule(*_script("ar")),
    "hi": G.rule(*_script("hi")),
    "zh": G.rule(
        "«zh_s»", "«zh_s»«zh_s»", "«zh»«n»", "«zh_s» «brand»", "(«zh»)«zh_s»", "«zh»/«zh»"
    ),
    "ja": G.rule("«ja_s»", "«ja_s»«ja_s»", "«ja»«n»", "«brand» «ja_s»", "【«ja»】«ja_s»"),
    "ko": G.rule(*_script("ko")),
    "emoji": G.rule(
        "«emoji» «n»",
        "«emoji*2-4:» «noun»",
        "«Adj»! «emoji»",
        "«noun» «emoji» «noun» «emoji»",
        "«emoji» «Noun» «emoji*1-3:»",
        "«verb» «emoji*1-4: »",
    ),
}
