"""The same for English: what about …, and …, it, they."""

import re

from app.english_dictionary import stem

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
_BE = r"(?:is|are|was|were|has|have|had|will|should|can)"
_PAST = r"(?:\w+(?:ed|en|wn|ilt|eld|old|ght|pent|sent)|made|won|put|set|found)"
_IN = r"(?:of|on|in|for|at)"
_NOT_DID = r"(?!(?:of|did|do|does)\b)"
# How many projects were attracted: the subject of a passive is what is counted.
_PASSIVE = re.compile(
    rf"^(?:how (?:many|much)|which|what) (?P<it>(?!{_BE}\b)[^?]+?)(?= {_BE} (?:to|be|been|being|{_PAST})\b)", re.I
)
# What share of the works on the base is to be completed: a share of what is named last.
_SHARE = re.compile(
    rf"^(?:what|how much)\b(?: \w+)?(?: of [^?]+?)?\b{_IN} (?P<it>(?:(?!(?:{_IN}|{_BE})\b)[\w'-]+ ?)+?)"
    rf"(?= {_BE} (?:to|be|been|being|{_PAST})\b)",
    re.I,
)
# How many members registered with the community: what is counted up to the verb.
_COUNTED = re.compile(
    rf"^how many (?P<it>(?:(?!{_BE}\b){_NOT_DID}[\w'-]+ )*?{_NOT_DID}[\w'-]+)(?= (?:\w+ed|went|came|took|got)\b)",
    re.I,
)
_FUNCTION_WORDS = """
    a an the of in on at for to by from with and or than is are was were did does do has have had will should be been
    how many much what which who when where why
"""
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


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
    """What ``previous`` is about, for a pronoun to stand for: what it counts, or the subject of its verb."""
    found = _PASSIVE.search(previous) or _COUNTED.search(previous) or _SUBJECT.search(previous)
    return found["it"].strip() if found and len(found["it"]) <= 60 and not _PRONOUN.search(found["it"]) else ""


def _replace(what: str, previous: str) -> str:
    """``what`` in the place of the time or of the noun like it in ``previous``."""
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
    slot = _like(what, previous) or _slot(previous)
    if slot:
        return previous[: slot[0]] + what + previous[slot[1] :]
    counted = re.match(r"how (?:many|much)\b", previous, re.I)
    if counted:
        return f"{counted[0]} {re.sub(r'^the ', '', what)}?"
    return f"{previous.rstrip('?. ')}: {what}?"


def _like(what: str, previous: str) -> tuple[int, int] | None:
    """Where ``previous`` has a noun phrase with the head of ``what``: urban residents for rural residents."""
    heads = re.findall(r"[\w'-]+", re.split(r"\s(?:of|in|at|on|for|from)\s", what)[0])
    words = list(re.finditer(r"[\w'-]+", previous))
    for place, word in enumerate(words):
        if len(heads) > 1 and stem(word[0].lower()) == stem(heads[-1].lower()):
            first = place
            while first and words[first - 1][0].lower() not in _FUNCTION:
                first -= 1
            if first < place:
                return words[first].start(), word.end()
    return None


def _slot(previous: str) -> tuple[int, int] | None:
    """Where ``previous`` names what it is about: the subject of a passive (of which a share is asked), or any other."""
    found = _SHARE.search(previous) or _PASSIVE.search(previous) or _SUBJECT.search(previous)
    return found.span("it") if found else None
