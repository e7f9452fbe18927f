"""Put the pieces of an English question into the order of a Chinese one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.english_choice import Options
from app.english_grammar import QUANTITIES, Role

Chunk = list[str]


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the question; ``options`` are what a word may be, until one of them is chosen."""

    text: str
    role: Role
    options: Options | None = None


def arrange(items: Sequence[Item], yes_no: bool, exists: bool = False) -> str:
    """Return the question: times first, then what it is about, last what is asked for.

    ``yes_no`` makes it one to be answered with yes or no; ``exists`` asks how many or which there are (有多少, 有哪些).
    """
    times = [item.text for item in items if item.role == "time"]
    asks = [item.text for item in items if item.role == "ask"]
    tails = [item.text for item in items if item.role == "tail"]
    chunks, asked = _chunks(items)
    moved = [[f"有{chunk[0]}", *chunk[1:]] if exists else chunk for chunk in asked]
    body = [chunk for chunk in chunks if not any(chunk is each for each in asked)]
    told = [text for chunk in body for text in chunk]
    if told and asks and asks[0].startswith(told[-1]):  # how fast did it grow: 增长 is in 增长多少
        told.pop()
    pieces = told + asks + [text for chunk in moved for text in chunk]
    text = "".join(_spaced(list(dict.fromkeys(times)), pieces))
    which = any(item.role == "which" for item in items)
    if not (asks or asked or which or tails or yes_no) and text:
        measured = any(piece.endswith(word) for piece in pieces for word in QUANTITIES)
        return f"{text}是多少?" if measured else f"{text}是什么?"
    return _finish(text, tails, yes_no)


def _chunks(items: Sequence[Item]) -> tuple[list[Chunk], list[Chunk]]:
    """Return the words phrase by phrase, ``A of B`` turned into ``B A``, and those phrases that are asked for."""
    chunks: list[Chunk] = [[]]
    asked: list[Chunk] = []
    swap = False
    for item in items:
        if item.role == "word":
            chunks[-1].append(item.text)
        elif item.role in ("asked", "which"):
            chunks.append([item.text])
            if item.role == "asked":
                asked.append(chunks[-1])
        elif item.role in ("break", "ask", "tail", "of"):
            if swap and len(chunks) > 1:
                chunks[-2:] = [chunks[-1], chunks[-2]] if chunks[-1] else chunks[-2:]
            swap = item.role == "of"
            chunks.append([])
    if swap and len(chunks) > 1:
        chunks[-2:] = [chunks[-1], chunks[-2]]
    return chunks, asked


def _spaced(times: list[str], rest: list[str]) -> list[str]:
    """Join without spaces but between Latin words and figures, where two would run into one."""
    joined: list[str] = []
    for text in [*sorted(times, key=lambda time: not time[:1].isdigit()), *rest]:
        if joined and joined[-1][-1:].isascii() and text[:1].isascii():
            joined.append(" ")
        joined.append(text)
    return joined


def _finish(text: str, tails: list[str], yes_no: bool) -> str:
    if tails:
        return f"{text}{tails[0]}?"
    ending = "吗?" if yes_no else "?"
    return f"{text}{ending}" if text else ""
