"""Options of the live side that change nothing, or nothing sensible: refused in a sentence."""

from typing import Any

import click
import pytest
from click.testing import CliRunner

from commands.up import up
from commands.worker import score


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The settings with which workers would have started; none is started."""
    found: list[Any] = []

    def note(settings: Any, *_: Any, **__: Any) -> int:
        found.append(settings)
        return 0

    monkeypatch.setattr("stream.pipelines.score.score_requests", note)
    monkeypatch.setattr("stream.pipelines.score_access_log.score_access_log", note)
    monkeypatch.setattr(
        "cluster.topics.create_topics", lambda *_: pytest.fail("it was not refused")
    )
    return found


@pytest.mark.parametrize(
    ("command", "arguments", "words"),
    [
        (score, "--access-log --sample nan", "nan is not a finite number"),
        (score, "--access-log --sample 1e-320", "1e-06"),
        (score, "--access-log --sample 0", "1e-06"),
        (score, "--access-log --sample 1.5", "1e-06"),
        (up, "--score-access-log --sample nan", "nan is not a finite number"),
        (score, "--sample 0.1", "--sample goes with --access-log"),
        (score, "--log-format auto", "--log-format goes with --access-log"),
        (score, "--access-topic access-log", "--access-topic goes with --access-log"),
        (up, "--sample 0.1", "--sample goes with --score-access-log"),
        (up, "--sample 0.1 --no-score-access-log", "--sample goes with --score-access-log"),
    ],
)
def test_what_changes_nothing_is_refused(
    command: click.Command, arguments: str, words: str, started: list[Any]
) -> None:
    done = CliRunner().invoke(command, arguments)
    assert (done.exit_code, started) == (2, [])
    *_, sentence = done.output.strip().splitlines()
    assert sentence.startswith("Error: ") and words in sentence


def test_what_the_environment_says_is_for_other_processes_too(started: list[Any]) -> None:
    env = {f"LOGWARDEN_{name}": "0.5" for name in ("SAMPLE", "ACCESS_TOPIC")}
    env |= {"LOGWARDEN_LOG_FORMAT": "vhost_combined"}
    for arguments in ("", "--access-log", "--access-log --sample 1e-6"):
        done = CliRunner().invoke(score, arguments, env=env)
        assert done.exit_code == 0, done.output
    assert [each.sample for each in started] == [0.5, 0.5, 1e-6]
