"""The form in which an answer is searched for gold."""

import re
import unicodedata

_LINE_MARKS = re.compile(r"^[ \t]*(?:>+|#{1,6}(?=\s)|[-+](?=\s))", re.MULTILINE)
_MARKS = re.compile(r"\\|\*|_|`|~~")
_MARKERS = re.compile(r"\[\s*\d+\s*\]")
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]")


def normalize(text: str) -> str:
    """Return ``text`` after NFKC and lower-casing, without Markdown marks, [n] markers and white space.

    >>> normalize("财政总收入 **４２２５.２６万元** [1]")
    '财政总收入4225.26万元'
    """
    text = _LINE_MARKS.sub("", unicodedata.normalize("NFKC", text).lower())
    return _SPACE.sub("", _MARKERS.sub("", _MARKS.sub("", text)))
