"""The same for English: what about …, and …, it, they."""

import re

_TIME = (
    r"(?:the )?(?:first|second|latter) half(?: of (?:the|this|last|next) year| of \d{4})?"
    r"|(?:the )?(?:first|second|third|fourth) quarter|(?:this|last|next) year|\b(?:19|20)\d{2}\b"
)
_WHAT_ABOUT = re.compile(
    r"^(?:and |so |then )*(?:what|how) about (?P<what>.+?)[?.\s]*$|^and (?P<and>(?:in |for )?[^?]{2,40}?)\??$", re.I
)
_PRONOUN = re.compile(r"\b(?:it|they|them|this project|that project|this one|that one)\b", re.I)
_POSSESSIVE = re.compile(r"\b(?:its|their)\b", re.I)
_QUESTION_WORD = re.compile(
    r"^(?:who|what|when|where|why|how|which|is|are|was|were|did|does|do|has|have|had|will|can)\b", re.I
)
_SUBJECT = re.compile(
    r"\b(?:is|are|was|were|did|does|do|has|have|had|will)\s+(?P<it>(?:the |a |an )?[\w“”\"'’ -]+?)"
    r"(?=\s+(?:in|on|at|for|by|during|bring|have|had|get|reach|be|been|going|plan|planned|complete|completed|finish|finished|start|"
    r"started|open|cost|earn|win|hold|receive|use|grow|fall|rise|supposed|expected|built|opened|attract|doing|progressing)\b|[?.,]|$)",
    re.I,
)


def make_standalone_english(question: str, previous: str) -> str:
    """Return an English follow-up with what it leaves out taken from ``previous``; unchanged when it stands alone.

    >>> make_standalone_english("What about the second half?", "What was the revenue in the first half?")
    'What was the revenue in the second half?'
    """
    text = question.strip()
    about = _WHAT_ABOUT.match(text)
    if about and (about["what"] or not _QUESTION_WORD.match(about["and"])):
        return _replace(re.sub(r"^(?:in|for|during) ", "", about["what"] or about["and"], flags=re.I), previous)
    subject = _subject(previous)
    if subject and _POSSESSIVE.search(text):
        return _POSSESSIVE.sub(lambda _: f"{subject}'s", text, count=1)
    if subject and _PRONOUN.search(text):
        return _PRONOUN.sub(lambda _: subject, text, count=1)
    if subject and len(text.split()) <= 3 and _QUESTION_WORD.match(text):
        return f"{text.rstrip('?. ')} ({subject})?"
    return question


def _subject(previous: str) -> str:
    found = _SUBJECT.search(previous)
    return found["it"].strip() if found and len(found["it"]) <= 60 and not _PRONOUN.search(found["it"]) else ""


def _replace(what: str, previous: str) -> str:
    """``what`` in the place of the time or the subject of ``previous``."""
    if re.fullmatch(_TIME, what, re.I):
        half = re.search(r"\b(?:first|second|latter)(?= half)", what, re.I)
        if half and not re.search(r"year|\d", what):
            changed, count = re.subn(r"\b(?:first|second|latter)(?= half)", half[0].lower(), previous, flags=re.I)
            if count:
                return changed
        time = re.search(_TIME, previous, re.I)
        if time:
            return previous[: time.start()] + what + previous[time.end() :]
        return f"{previous.rstrip('?. ')} in {what}?"
    found = _SUBJECT.search(previous)
    if found:
        return previous[: found.start("it")] + what + previous[found.end("it") :]
    counted = re.match(r"how (?:many|much)\b", previous, re.I)
    if counted:
        return f"{counted[0]} {re.sub(r'^the ', '', what)}?"
    return f"{previous.rstrip('?. ')}: {what}?"
