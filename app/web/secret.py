"""The secret that conversations kept in browsers are sealed with: random, made once, in the user's state folder."""

import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path

FILE = "browser-history.key"
_SIZE = 32  # bytes

_log = logging.getLogger(__name__)


def load_secret(folder: Path) -> bytes:
    """Return the secret kept in ``folder``, made there (mode 0600) when there is none.

    Where it can be neither read nor made, the sentence in the log says so, and the secret of this run is a new one:
    conversations then last until the server ends.
    """
    file = folder / FILE
    try:
        return _read(file) or _make(file)
    except OSError as error:
        _log.warning("%s: %s; conversations will not outlast this run of the server", file, error.strerror or error)
        return secrets.token_bytes(_SIZE)


def _read(file: Path) -> bytes | None:
    """Return the secret in ``file``; None where there is no file, or something else in it."""
    try:
        secret = bytes.fromhex(file.read_text("ascii"))
    except (FileNotFoundError, ValueError):  # UnicodeDecodeError is a ValueError
        return None
    file.chmod(0o600)
    return secret if len(secret) == _SIZE else None


def _make(file: Path) -> bytes:
    """Put a new secret into ``file`` in one step, so that two servers starting at once end up with the same one."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = file.with_name(f".{FILE}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(secrets.token_bytes(_SIZE).hex())
        if file.exists() and _read(file) is None:
            aside.replace(file)  # what is there is no secret
        else:
            with suppress(FileExistsError):  # another server was first
                os.link(aside, file)
    finally:
        aside.unlink(missing_ok=True)
    made = _read(file)
    if made is None:
        raise OSError(f"{file} does not hold what was written there")
    return made
