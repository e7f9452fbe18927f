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
_NUMBERED = re.compile(r"[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十]+[章部节]")
# 政府工作报告, 2024年工作总结: whose it is stands in another line.
_NAMES_NO_PLACE = re.compile(r"(?:(?:19|20)\d\d年?度?)?(?:人民政府|政府|工作|[上下]半年|年)")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,25}(?:政府|党委|党工委|局|委|委员会|办|办公室|办事处|街道|中心|院|厅|[镇乡县区市])"
)
_GIVEN = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年.{0,12})?在(?P<place>[\u4e00-\u9fff]{2,15}?)(?:第.{1,4}[届次])+人民代表大会"
)
_HEAD_LINES = 4  # lines below the title that may say where and when the report was given


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
    """Return the first line near the top that reads like the title of a report, or an empty string.

    A title that does not say whose it is is told with what the lines beside it say: the body's name above it, or the
    place and year in which it was given to a congress.

    >>> find_title("政府工作报告\\n——2025年1月9日在某县第十八届人民代表大会第五次会议上\\n")
    '某县2025年政府工作报告'
    """
    lines = [re.sub(r"[\s\\#*\ufeff]", "", line) for line in text.splitlines()]
    lines = [line for line in lines if line][:_TITLE_LINES]
    candidates = [number for number, line in enumerate(lines) if _may_be_title(line)]
    chosen = next((number for number in candidates if len(lines[number]) >= 8), next(iter(candidates), None))
    return _told_whole(lines, chosen) if chosen is not None else ""


def _may_be_title(line: str) -> bool:
    return bool(
        len(line) <= 60
        and _TITLE.search(line)
        and not re.search("[。;；:：>]", line)
        and not _NUMBERED.match(line)
        and not line.startswith(("—", "-"))
    )


def _told_whole(lines: list[str], chosen: int) -> str:
    """The title at ``chosen`` with the name of whose it is, and its year, where only the lines beside it say so."""
    title = lines[chosen]
    if not _NAMES_NO_PLACE.match(title):
        return title
    if chosen and _BODY.fullmatch(lines[chosen - 1]):
        return lines[chosen - 1] + title
    head = "\n".join(lines[chosen + 1 : chosen + 1 + _HEAD_LINES])
    given = _GIVEN.search(head)
    if given is None:
        return title
    year = f"{given['year']}年" if given["year"] and not re.search(r"(?:19|20)\d\d", title) else ""
    return f"{given['place']}{year}{title}"
