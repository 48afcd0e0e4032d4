"""Hosts and script paths that both classes use, so that neither tells the label.

Shaped like the PHP applications of 2005 to 2012: directories and files made of the same few words.
"""

from random import Random

from traffic.grammars.words.plain import NAMES, WORDS

_TLDS = ("com", "com", "org", "net", "de", "fr", "it", "ru", "co.uk", "com.br", "info", "es", "io")
_DIRS = tuple(
    """
    admin administrator includes include inc lib libs library libraries class classes modules module
    components component plugins plugin addons templates template themes theme skins skin lang
    language languages locale core common engine system src scripts tools config conf functions
    global init setup forum forums board gallery guestbook calendar mail webmail news poll polls
    shop cart blog wiki chat stats counter upload files db database sql auth user users member
    members extras contrib docs doc demo test sources classified directory portal cms cgi-bin
    protected private public web www htdocs backend frontend panel control manager kernel layout
    """.split()
)
_FILES = tuple(
    """
    index main config common functions header footer init global globals settings constants auth
    login menu top left right body page view show display print template layout style lang english
    upgrade install setup step session user users member profile search news article comment
    gallery image thumb download upload export import backup mysql db database connect sql query
    mail form contact calendar event archive forum post topic thread rss feed stats counter poll
    block center content editor frame preview loader bootstrap utils helper class module plugin
    """.split()
)
_EXTENSIONS = ("php", "php", "php", "php", "php", "php", "php", "php", "php3", "inc.php", "phtml")


def host(rng: Random) -> str:
    """A host that might be anybody's."""
    word, other, name = rng.choice(WORDS), rng.choice(WORDS), rng.choice(NAMES)
    letters = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(4, 9)))
    stem = rng.choice((word, word + other, f"{word}-{other}", f"{name}{word}", letters))
    before = rng.choice(("", "", "", "www.", "www.", f"{other}.", f"{name}."))
    return f"{before}{stem}.{rng.choice(_TLDS)}"


def application(rng: Random) -> str:
    """What somebody called a program of theirs: phpSomething, SomethingCMS, some-thing_1.2."""
    word, other = rng.choice(WORDS), rng.choice(WORDS)
    version = f"{rng.randint(0, 6)}.{rng.randint(0, 9)}"
    return rng.choice(
        (
            f"php{word.capitalize()}",
            f"my{word.capitalize()}",
            f"{word.capitalize()}CMS",
            f"{word}{other}",
            f"{word}-{version}",
            f"{word}_{other}_v{version}",
            f"e{word}",
            f"simple{word}",
            f"{word.capitalize()}{other.capitalize()}",
            f"mod_{word}",
            f"com_{word}",
            f"{word}board",
        )
    )


def script(rng: Random) -> str:
    """The file of a script: config.php, class.user.php, menu_left.inc.php."""
    stem, other, word = rng.choice(_FILES), rng.choice(_FILES), rng.choice(WORDS)
    name = rng.choice(
        (
            stem,
            stem,
            word,
            f"{stem}_{other}",
            f"class.{word}",
            f"{word}.class",
            f"{stem}{other.capitalize()}",
            f"{word}_{stem}",
            f"{stem}.{word}",
            f"admin_{word}",
            f"lang-{word}",
        )
    )
    return f"{name}.{rng.choice(_EXTENSIONS)}"


def script_path(rng: Random) -> str:
    """A script's path, two to five steps deep, since scanners ask for bare ones:
    /phpForum/includes/class.user.php."""
    steps = [application(rng)] if rng.random() < 0.6 else []
    steps += rng.choices(_DIRS, k=rng.choice((0 if steps else 1, 1, 1, 1, 2, 2, 3)))
    if rng.random() < 0.25:
        steps.insert(rng.randint(0, len(steps)), rng.choice((application(rng), rng.choice(WORDS))))
    return "/" + "/".join((*steps, script(rng)))
