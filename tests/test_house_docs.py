"""Documents and docstrings name files and modules that exist."""

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "accesslog|batch|benchmarks|cluster|commands|exporters|ledger|models|stream|tests|traffic"
)
FILE = re.compile(rf"(?<![\w./])((?:{PACKAGES})(?:/\w+)+\.(?:py|yml|json|onnx))\b")
PLACE = re.compile(rf"`((?:{PACKAGES})(?:/[\\w.-]+)+/?)`")
MODULE = re.compile(rf"(?<![\w./-])((?:{PACKAGES})(?:\.[a-z_][a-z0-9_]*)+)(?<!\.md)(?![\w(/])")
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "*/**/*.py", "*.py", "*.yml")
    for path in ROOT.glob(pattern)
    if not {".venv", "build"} & set(path.relative_to(ROOT).parts)
)


def is_there(dotted: str) -> bool:
    """Whether ``dotted`` is a module, or a name in one."""
    path = dotted.replace(".", "/")
    if (ROOT / path).is_dir() or (ROOT / f"{path}.py").is_file():
        return True
    module, _, name = dotted.rpartition(".")
    if importlib.util.find_spec(module) is None:
        return False
    source = importlib.util.find_spec(module).origin
    return re.search(rf"\b{re.escape(name)}\b", Path(source).read_text()) is not None


def test_what_they_name_is_there() -> None:
    missing = []
    for page in PAGES:
        text = page.read_text()
        names = [name for name in FILE.findall(text) if not (ROOT / name).exists()]
        names += [name for name in PLACE.findall(text) if not (ROOT / name).exists()]
        modules = MODULE.findall(text)
        if page.suffix == ".py":  # there a.b may be an attribute of a variable
            modules = [name for name in modules if name.count(".") > 1]
        names += [name for name in modules if not is_there(name)]
        missing += [(str(page.relative_to(ROOT)), name) for name in names if "NAME" not in name]
    assert missing == []
