"""The folder of reports: every readable file in it, with what ``catalog.toml`` says of each."""

import re
import tomllib
from pathlib import Path
from typing import Any

from index.errors import SourceError
from index.records import Report
from index.source import SUFFIXES, read_source

CATALOG = "catalog.toml"
_METADATA = ("title", "issuer", "period", "published", "index_number", "source")
# A title names its genre; the site's own "工作报告" button, which is shorter than any real title, does not count.
_TITLE = re.compile(
    r"(?:报告|总结|要点|计划|规划|思路|方案|公报|讲话|(?:19|20)\d\d年.*(?:安排|打算|部署|设想|汇报|情况|任务|举措))(?:[(（].{0,12}[)）])?$"
)
_TITLE_LINES = 40


def load_reports(docs: Path) -> list[Report]:
    """Read every report of the folder ``docs``, in the order of the catalogue, then by file name.

    A file without an entry takes its stem as id and what its first lines say as title. Raises SourceError
    for a folder that is missing or empty, a broken catalogue, an unreadable file, or two reports of one id.
    """
    names = _list_files(docs)
    entries = _read_catalog(docs / CATALOG)
    listed = {entry["file"] for entry in entries}
    entries += [{"id": Path(name).stem, "file": name} for name in names if name not in listed]
    if not entries:
        raise SourceError(f"{docs}: no report in this folder; put a .txt, .md or .docx file there.")
    reports = [_load(docs, entry) for entry in entries]
    seen: set[str] = set()
    for report in reports:
        if report.id in seen:
            raise SourceError(f"{docs / CATALOG}: two reports have the id {report.id!r}; give each its own.")
        seen.add(report.id)
    return reports


def _list_files(docs: Path) -> list[str]:
    try:
        paths = sorted(docs.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        raise SourceError(f"{docs}: there is no such folder; name the folder of reports with --docs DIR.") from None
    except OSError as error:
        raise SourceError(f"{docs}: cannot be listed ({error.strerror}); check its permissions.") from None
    names = [path.name for path in paths if path.suffix.lower() in SUFFIXES and not _is_ignored(path)]
    for name in names:
        if any("\ud800" <= character <= "\udfff" for character in name):
            raise SourceError(f"{docs}: the file name {name!a} is not UTF-8; rename the file.")
    return names


def _is_ignored(path: Path) -> bool:
    return path.name.startswith((".", "~")) or path.stem.upper() == "README"


def _read_catalog(path: Path) -> list[dict[str, str]]:
    try:
        entries: Any = tomllib.loads(path.read_text("utf-8-sig")).get("report", [])
    except FileNotFoundError:
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: not valid TOML ({error}); mend the file.") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SourceError(f"{path}: reports are listed as [[report]] tables; mend the file.")
    for number, entry in enumerate(entries, 1):
        _check_entry(path, number, entry)
        if any(entry["file"] == earlier["file"] for earlier in entries[: number - 1]):
            raise SourceError(f"{path}: {entry['file']!r} is listed twice; remove one of the entries.")
    return entries


def _check_entry(path: Path, number: int, entry: dict[str, Any]) -> None:
    for key, value in entry.items():
        if key not in ("id", "file", *_METADATA):
            raise SourceError(f"{path}: report {number} has an unknown key {key!r}; remove or correct it.")
        if not isinstance(value, str):
            raise SourceError(f"{path}: report {number}: {key} must be a string in quotation marks.")
    for key in ("id", "file"):
        if not entry.get(key, "").strip():
            raise SourceError(f"{path}: report {number} lacks {key!r}; add it.")
    if Path(entry["file"]).name != entry["file"]:
        raise SourceError(f"{path}: report {number}: file must name a file in this folder, not {entry['file']!r}.")


def _load(docs: Path, entry: dict[str, str]) -> Report:
    text, digest = read_source(docs / entry["file"])
    metadata = {key: entry.get(key, "") for key in _METADATA}
    metadata["title"] = metadata["title"] or find_title(text) or entry["id"]
    return Report(id=entry["id"], file=entry["file"], text=text, sha256=digest, **metadata)


def find_title(text: str) -> str:
    """Return the first line near the top that reads like the title of a report, or an empty string."""
    lines = [re.sub(r"[\s\\#*\ufeff]", "", line) for line in text.splitlines()]
    lines = [line for line in lines if line][:_TITLE_LINES]
    candidates = [
        line for line in lines if len(line) <= 60 and _TITLE.search(line) and not re.search("[。;；:：>]", line)
    ]
    return next((line for line in candidates if len(line) >= 8), candidates[0] if candidates else "")
