"""Real logs: the reference figures beside the data, counted there by other programs."""

from pathlib import Path

from accesslog.parser import Parser
from accesslog.tally import tally
from accesslog.topn import top


def tables(path: Path) -> tuple[int, dict[str, int], list[tuple[str, int]]]:
    """Lines refused, status table, the five top error clients."""
    counted = tally(path.read_bytes().splitlines(), Parser())
    totals = counted.totals()
    status = {key.decode(): n for (dimension, key), n in totals.items() if dimension == "status"}
    errors = {key: n for (dimension, key), n in totals.items() if dimension == "error_ip"}
    return len(counted.malformed), status, [(key.decode(), n) for key, n in top(errors, 5)]


def test_elastic_apache_logs(shared_data):
    assert tables(shared_data / "logs" / "elastic_apache_logs") == (
        0,
        {"200": 9126, "304": 445, "404": 213, "301": 164, "206": 45, "500": 3, "403": 2, "416": 2},
        [
            ("208.91.156.11", 60),
            ("144.76.95.39", 14),
            ("66.249.73.135", 10),
            ("91.236.75.25", 8),
            ("75.97.9.59", 6),
        ],
    )


def test_a_scan_wrapped_in_stray_quotes(shared_data):
    assert tables(shared_data / "logs" / "scanner_acunetix.txt") == (
        0,
        {
            "303": 3407, "200": 2036, "500": 706, "404": 258, "302": 99, "301": 18, "400": 12,
            "403": 3,
        },
        [("192.168.4.25", 706 + 258 + 12 + 3)],
    )  # fmt: skip
