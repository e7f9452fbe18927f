"""The frozen records that every stage hands to the next.

All offsets count Unicode code points of ``Report.text`` and are half-open: ``text[start:end]``.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Report:
    """One source document, as published.

    ``text`` is the decoded (or, for .docx, extracted) source; ``sha256`` is the digest of the file's bytes.
    Metadata the catalogue does not give is an empty string.
    """

    id: str
    file: str
    title: str
    text: str = field(repr=False)
    sha256: str
    issuer: str = ""
    period: str = ""
    published: str = ""
    index_number: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the stretch of the report it governs.

    ``start:end`` spans heading and body with all subsections, ``start:heading_end`` the heading alone.
    ``level`` is 1 for the outermost; ``path`` holds the headings from the outermost down to this one. ``ahead``:
    whether it looks ahead although no heading of its path says so.
    """

    report: str
    heading: str
    level: int
    path: tuple[str, ...]
    start: int
    heading_end: int
    end: int
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: a sentence, a part of a long sentence, or a heading.

    ``text == report.text[start:end]``. ``id`` is the passage's row in every index; its neighbours in the
    report are ``id - 1`` and ``id + 1`` where those belong to the same report. ``section`` is the path of
    headings above it. ``sentence`` is the number of the sentence it is part of, counted over the whole index.
    ``ahead`` is that of its section, or of the report where it stands under no heading.
    """

    id: int
    report: str
    start: int
    end: int
    text: str
    section: tuple[str, ...]
    sentence: int
    is_heading: bool = False
    ahead: bool = False

    @property
    def context(self) -> str:
        """The section path as one line, for embedding and reading; never quoted."""
        return " > ".join(self.section)

    @property
    def indexed_text(self) -> str:
        """What is embedded and counted: the headings, then the passage."""
        return f"{self.context}\n{self.text}" if self.section else self.text


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage with its fused score and the scores it was fused from."""

    passage: Passage
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as the report states it.

    ``quote == report.text[start:end]`` carries number, unit and comparator. ``value`` is in base units
    (4225.26万元 → 42252600.0 with ``unit`` 元; 54% → 54.0 with ``unit`` %). ``comparator`` is one of
    ``= > >= < <= ~``; ``side`` one of ``result target plan problem``; ``subject`` the words of the same
    clause before the quantity; ``period`` the words of the report that date it, or an empty string.
    """

    report: str
    start: int
    end: int
    quote: str
    subject: str
    value: float
    unit: str
    comparator: str
    period: str
    side: str
    passage: int
