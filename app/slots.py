"""Which words of a question those of a follow-up take the place of (那办公会呢: 党组会)."""

import re

from app.topic import MEASURE, content_words, tagged

_MODIFIER = re.compile(r"[^/]+[^/省市县区镇乡村局厅里内外上中]/(?:n|vn|nz|j|b|an)")


def slot_for(question: str, what: str) -> str:
    """Return the words of ``question`` that ``what`` takes the place of.

    A measure takes the place of a measure, a thing that of a thing: one that ends like it, or shares a character
    with it, or else the last.
    """
    measures = [found[0] for found in re.finditer(MEASURE, question)]
    if measures and re.search(f"{MEASURE}$", what):
        return measures[-1]
    words = [word for word in content_words(question) if word != what and not re.fullmatch(MEASURE, word)]
    alike = [word for word in words if word[-1] == what[-1]] or [word for word in words if set(word) & set(what)]
    chosen = (alike or words or measures or [""])[-1]
    return _whole(question, chosen) if len(what) > 1 else chosen


def _whole(question: str, word: str) -> str:
    """Return the compound that ends with ``word``: 旅游集散中心 for 中心; names of places are no part of it."""
    words = tagged(question)
    at = next((i for i in range(len(words) - 1, -1, -1) if words[i][0] == word), 0)
    start = at
    while start > 0 and _MODIFIER.fullmatch("/".join(words[start - 1])):
        start -= 1
    return "".join(text for text, _ in words[start : at + 1]) or word
