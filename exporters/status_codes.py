"""The status codes of the IANA HTTP Status Code Registry (RFC 9110, section 16.2)."""

REGISTERED = (
    *(100, 101, 102, 103, 104),
    *(200, 201, 202, 203, 204, 205, 206, 207, 208, 226),
    *(300, 301, 302, 303, 304, 305, 306, 307, 308),
    *(400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417),
    *(418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451),
    *(500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511),
)
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx", "other")


def status_class(code: bytes) -> str:
    """The class of a counted status key.

    >>> status_class(b"404"), status_class(b"other")
    ('4xx', 'other')
    """
    return f"{code[:1].decode()}xx" if code.isdigit() else "other"
