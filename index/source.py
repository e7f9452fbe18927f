"""Read a source file into text without moving a character.

A text file is decoded and nothing else: a byte-order mark stays the first character, line ends stay as they
are. For .docx the text is extracted, a paragraph a line, a table row a line with cells apart by tabs.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.errors import SourceError

TEXT_SUFFIXES = frozenset({".txt", ".md"})
SUFFIXES = TEXT_SUFFIXES | {".docx"}
# What a damaged archive, part or element makes zipfile, zlib, lxml and python-docx raise.
_DOCX_ERRORS = (
    BadZipFile, PackageNotFoundError, zlib.error, SyntaxError, InvalidXmlError, LookupError, ValueError, EOFError,
    NotImplementedError, RuntimeError, AttributeError, TypeError, AssertionError, OSError, struct.error,
)  # fmt: skip


def read_source(path: Path) -> tuple[str, str]:
    """Return the text of ``path`` and the SHA-256 (hex) of its bytes.

    Raises SourceError when the file is missing, unreadable, of an unknown kind, undecodable or without text.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise SourceError(f"{path}: files of this kind cannot be read; use one of {', '.join(sorted(SUFFIXES))}.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file; put it there or mend its entry in catalog.toml.") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check the file and its permissions.") from None
    text = _decode(path, data) if path.suffix.lower() in TEXT_SUFFIXES else _extract_docx(path, data)
    if not any(character.isalnum() for character in text):
        raise SourceError(f"{path}: the file holds no text; replace it or take it out of the folder.")
    return text, hashlib.sha256(data).hexdigest()


def _decode(path: Path, data: bytes) -> str:
    """Decode UTF-8, UTF-16 with a byte-order mark, or GB18030, strictly.

    GB18030 accepts many byte strings that are something else, so its result must also read like Chinese.
    """
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _reads_like_chinese(text):
            return text
    raise SourceError(f"{path}: neither UTF-8 nor GB18030 text; save the file as UTF-8 and try again.")


def _reads_like_chinese(text: str) -> bool:
    """Tell Chinese prose from bytes that GB18030 merely happens to accept.

    Real prose in GB18030 is mostly level-1 ideographs, whose lead bytes are 0xB0 to 0xD7, and has no control
    characters or private-use code points.
    """
    if any((ord(c) < 32 and c not in "\t\r\n\f") or 0xE000 <= ord(c) <= 0xF8FF for c in text):
        return False
    ideographs = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    common = sum(0xB0 <= c.encode("gb18030")[0] <= 0xD7 and c.encode("gb18030")[1] >= 0xA1 for c in ideographs)
    return len(ideographs) >= len(text) / 4 and common >= 0.9 * len(ideographs)


def _extract_docx(path: Path, data: bytes) -> str:
    try:
        return "\n".join(_docx_lines(docx.Document(BytesIO(data)).iter_inner_content()))
    except _DOCX_ERRORS:
        raise SourceError(f"{path}: not a readable .docx file; save it again from the word processor.") from None


def _docx_lines(blocks: Iterator[Paragraph | Table]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                cells = {cell._tc: cell.text.replace("\n", " ") for cell in row.cells}  # a merged cell comes repeatedly
                yield "\t".join(cells.values())
