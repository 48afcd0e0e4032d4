"""Makes attacker-written bytes safe to display; different bytes stay different."""


def printable(key: bytes) -> str:
    r"""`key` as text without control, bidi or invalid characters. No two keys give the same text.

    A backslash becomes `\\`, a byte that is not UTF-8 `\xff`, an ASCII control character `\x1b`,
    any other unprintable code point `\u202e` or `\U000e0001`.

    >>> print(printable(b"a\\b\x1b\xff\xe2\x80\xae"))
    a\\b\x1b\xff\u202e
    """
    text = key.decode("utf-8", "surrogateescape")
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(map(_escaped, text))


def _escaped(char: str) -> str:
    code = ord(char)
    if char == "\\":
        return r"\\"
    if char.isprintable():
        return char
    if code < 0x80:
        return f"\\x{code:02x}"
    if 0xDC80 <= code <= 0xDCFF:  # surrogateescape: an invalid byte, always 80 to ff
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
