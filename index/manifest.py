"""What an index folder says of itself: ``manifest.json``."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import IndexDamagedError, IndexMismatchError, IndexMissingError
from index.passages import MAX_PASSAGE
from index.records import Report

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
REMEDY = "rebuild it with `python -m index build`"
_RULES = (
    "source",
    "furniture",
    "headings",
    "tables",
    "outline",
    "outlook",
    "passages",
    "figures",
    "lexical",
    "records",
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts of an index.

    ``inputs`` is all the index is made from; an index is stale when the inputs of today differ. ``files`` maps
    each file under ``generation`` to its SHA-256. ``digest`` is the SHA-256 of the manifest's other fields.
    """

    inputs: dict[str, Any]
    dimension: int
    passages: int
    generation: str
    files: dict[str, str]
    digest: str = ""

    @property
    def model_name(self) -> str:
        """The embedding model as its user named it."""
        return str(self.inputs["embedding_model"])

    def write_text(self) -> str:
        """Return the JSON text, with the digest filled in."""
        fields = asdict(self) | {"digest": self._own_digest()}
        return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"

    def _own_digest(self) -> str:
        return digest_json({key: value for key, value in asdict(self).items() if key != "digest"})

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read and verify ``folder/manifest.json``.

        Raises IndexMissingError without one, IndexDamagedError for one that was altered, IndexMismatchError for
        one of another format version.
        """
        path = folder / MANIFEST
        try:
            data = path.read_bytes()
            manifest = cls(**json.loads(data.decode("utf-8")))
            intact = manifest.write_text().encode("utf-8") == data
            version = manifest.inputs["format_version"]
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissingError(
                f"There is no index in {folder}; build one with `python -m index build --index {folder}`."
            ) from None
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise IndexDamagedError(f"{path} is damaged; {REMEDY} --index {folder}.") from None
        if not intact:
            raise IndexDamagedError(f"{path} is damaged; {REMEDY} --index {folder}.")
        if version != FORMAT_VERSION:
            raise IndexMismatchError(
                f"The index in {folder} has format {version}, this program needs {FORMAT_VERSION}; {REMEDY}."
            )
        return manifest


def describe_inputs(reports: list[Report], model_name: str, model_digest: str) -> dict[str, Any]:
    """Return everything an index is made from, for telling a stale index from a fresh one."""
    return {
        "format_version": FORMAT_VERSION,
        "embedding_model": model_name,
        "embedding_digest": model_digest,
        "passages": {"max_characters": MAX_PASSAGE, "rules": digest_rules()},
        "sources": [{key: value for key, value in asdict(report).items() if key != "text"} for report in reports],
    }


def digest_rules() -> str:
    """SHA-256 (hex) of the code that cuts sources into passages: an index cut by other rules is stale."""
    digest = hashlib.sha256()
    for name in _RULES:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()


def digest_json(value: Any) -> str:
    """SHA-256 (hex) of a JSON value in canonical form."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()
