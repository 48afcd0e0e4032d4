"""A test file is named after the package, and its folder, that it tests, so that it is found."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
WITH_ROOMS = ("models", "stream", "traffic")
TESTS = sorted(path.stem for path in (ROOT / "tests").rglob("test_*.py"))


def test_a_test_is_named_after_its_package_and_room() -> None:
    """``house`` stands for several packages, or for files beside them."""
    assert [name for name in TESTS if not has_place(name)] == []


def has_place(name: str) -> bool:
    _, package, *more = name.split("_")
    if package in WITH_ROOMS:
        return bool(more) and (ROOT / package / more[0]).is_dir()
    return package in PACKAGES or package == "house"


def test_helpers_are_in_their_folder_and_tests_are_not() -> None:
    tests = ROOT / "tests"
    assert {path.name for path in tests.glob("*.py")} == {
        "__init__.py",
        "conftest.py",
        *(f"{name}.py" for name in TESTS),
    }


def test_accesslog_needs_the_standard_library_alone() -> None:
    """import-linter holds a list of packages; this holds what is in no list."""
    allowed = {*sys.stdlib_module_names, "accesslog"}
    for path in (ROOT / "accesslog").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert str(node.module).split(".")[0] in allowed, path
            elif isinstance(node, ast.Import):
                assert {name.name.split(".")[0] for name in node.names} <= allowed, path


def test_no_data_folder_of_a_server_is_committed() -> None:
    """A whole Kafka data folder was committed once."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    endings = ("/meta.properties", "-checkpoint", ".kafka_cleanshutdown", ".sqlite", ".db")
    assert [path for path in listed.stdout.splitlines() if path.endswith(endings)] == []
