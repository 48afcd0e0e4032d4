"""Character tokens, as made by Keras' ``Tokenizer(char_level=True)``."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

LENGTH = 1024  # most tokens of a row; a longer text loses its left end


@dataclass(frozen=True)
class Tokenizer:
    """Maps characters to integers: ``vocabulary[i]`` is token ``i + 1``, and 0 is padding.

    Texts are lower-cased, and characters outside the vocabulary are skipped. The vocabulary is
    ASCII: a part is normalised to it, and a trimmed document is escaped.
    """

    vocabulary: str
    _table: bytes = field(init=False, repr=False, compare=False)
    _unknown: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = self.vocabulary.encode("ascii")
        table = bytearray(256)
        for token, character in enumerate(known, start=1):
            table[character] = token
        object.__setattr__(self, "_table", bytes(table))
        object.__setattr__(self, "_unknown", bytes(set(range(256)) - set(known)))

    @classmethod
    def fit(cls, texts: Iterable[str]) -> "Tokenizer":
        """Fit the vocabulary: token 1 is the most frequent character, ties in order of appearance.

        >>> Tokenizer.fit(["abb", "Ca"]).vocabulary
        'abc'
        """
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(text.lower())
        ascii_only = [(character, n) for character, n in counts.items() if character.isascii()]
        return cls("".join(c for c, _ in sorted(ascii_only, key=lambda item: -item[1])))

    def encode(self, text: str) -> bytes:
        """One byte per known character, at most LENGTH: a longer text keeps its right end.

        >>> list(Tokenizer("ab").encode("A?b"))
        [1, 2]
        """
        characters = text.lower().encode("ascii", "ignore")
        return characters.translate(self._table, self._unknown)[-LENGTH:]
