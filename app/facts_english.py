"""The hard facts of an English sentence about a Chinese report, in the terms of ``app.facts``.

Numbers in words, million and billion, yuan and mu are read as what the report writes; months, halves and quarters
of a year as its dates. Chinese words inside the sentence are facts too: they claim to be the report's.
"""

import re
from collections.abc import Iterator

from app.english_dictionary import stem
from app.english_grammar import STOP
from app.facts import Amount, Facts, chinese_facts, normal, read_amounts

_TEENS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_ONES = {word: n for n, word in enumerate(_TEENS.split(), 1)}
_DECADES = """
    twenty thirty forty fifty sixty seventy eighty ninety
"""
_TENS = {word: 10 * n for n, word in enumerate(_DECADES.split(), 2)}
_WORDS = _ONES | _TENS | {"dozen": 12}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "": 1.0}
_UNITS = (
    (r"yuan|rmb|cny|renminbi", "元"),
    (r"percentage points?", "个百分点"),
    (r"%|percent|per cent", "%"),
    (r"mu\b", "亩"),
    (r"hectares?", "公顷"),
    (r"square kilomet(?:er|re)s?", "平方公里"),
    (r"square met(?:er|re)s?", "平方米"),
    (r"kilomet(?:er|re)s?|km\b", "公里"),
    (r"tons?\b|tonnes?", "吨"),
    (r"households?", "户"),
    (r"people|persons?(?!-)", "人"),
    (r"person-times|person-trips|(?:tourist |visitor )?(?:visits|trips)", "人次"),
    (r"times as|-fold|times the", "倍"),
)
_COMPARATORS = (
    (r"at least|no less than|not less than|a minimum of|minimum", (">=",)),
    (r"at most|no more than|not more than|up to|within", ("<=",)),
    (r"more than|over|exceed(?:ed|s|ing)?|above|upwards of|in excess of|greater than|beyond", (">", ">=")),
    (r"less than|under|below|fewer than", ("<", "<=")),
    (r"about|around|approximately|roughly|nearly|almost|some|close to|circa", ("~",)),
)
_AFTER = ((r"or more|or above|and above|or higher|plus\b|\+", (">=", ">")), (r"or less|or below|or fewer", ("<=",)))
_BEFORE = "|".join(f"(?P<b{i}>{words})" for i, (words, _) in enumerate(_COMPARATORS))
_SPELLED = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(list(_ONES)[:9])}))?|{'|'.join(_WORDS)}"
_AMOUNT = re.compile(
    rf"(?<![\w.])(?:(?:{_BEFORE})\s+)?(?:rmb|cny|¥)?\s*(?P<number>\d+(?:,\d{{3}})*+(?:\.\d+)?+|\b(?:{_SPELLED})\b)"
    r"(?![.,]?\d)(?!\s*[\u3400-\u9fff])(?:[\s-]*(?P<scale>hundred|thousand|million|billion|trillion)\b)?"
    rf"(?:\s*-?(?:{'|'.join(f'(?P<u{i}>{words})' for i, (words, _) in enumerate(_UNITS))}))?"
    rf"(?:\s*(?:{'|'.join(f'(?P<a{i}>{words})' for i, (words, _) in enumerate(_AFTER))}))?",
    re.IGNORECASE,
)
_BEFORE_CHINESE = re.compile(rf"(?:{_BEFORE})[\s(（]*$", re.IGNORECASE)
_MONTH_NAMES = """
    january february march april may june july august september october november december
"""
_MONTHS = _MONTH_NAMES.split()
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_DATES: tuple[tuple[str, str], ...] = (
    (r"first half\b|first-half\b", "上半年"),
    (r"second half\b|second-half\b|latter half\b", "下半年"),
    (r"first quarter\b", "1季度"),
    (r"second quarter\b", "2季度"),
    (r"third quarter\b", "3季度"),
    (r"fourth quarter\b", "4季度"),
    (r"this year\b(?!['’]s end)", "今年"),
    (r"last year\b|previous year\b|year before\b", "去年"),
    (r"next year\b", "明年"),
    (r"(?:whole|full|entire) year\b|in the year\b(?! \d)|throughout the year\b", "全年"),
    (r"year[- ]end\b|end of (?:the|this) year\b|this year['’]s end\b", "年底"),
)
_DATE = re.compile(
    rf"\b(?:(?P<from>{_MONTH})(?:\s*[-–—]\s*| to | through )(?P<to>{_MONTH})\b|(?P<month>{_MONTH})(?=[\s,.]|$)|"
    rf"(?P<year>(?:19|20)\d\d)\b(?![.,]?\d)(?!\s*(?:yuan|mu|people|%|percent|[\u3400-\u9fff]))|"
    rf"{'|'.join(f'(?P<d{i}>{words})' for i, (words, _) in enumerate(_DATES))})",
    re.IGNORECASE,
)
_SAID = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most", "~": "about"}
_NEAR = 30  # characters between an amount in English and its original in brackets
_AMBIGUOUS = ("may", "march")  # months only where they are written large
_CHINESE = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff\d,.%％·“”《》+-]*")
_ORIGINAL = re.compile(r"[(（][^()（）]*[)）]|[“\"《][^“”\"《》]*[”\"》]")
_WORDS_IN_CHINESE = re.compile(r"[\u3400-\u9fff]{2}|[A-Za-z][\u3400-\u9fff]|[\u3400-\u9fff][A-Za-z]")
_NAME = re.compile(r"\b[A-Z][A-Za-z'’-]+\b|\b[A-Z]{2,}\b")
_WORD = re.compile(r"[A-Za-z][a-z'’-]*")
_COMMON_WORDS = """
    the a an in on at of for by to and or but it its this that these those there here they as with from during after
    before both all no yes according report chinese china english party
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def english_facts(text: str) -> Facts:
    """Return the facts of an English sentence; ``names`` are its Chinese words, ``spelled`` names in Latin letters."""
    dates = [match for match in _DATE.finditer(text) if (match["month"] or "") not in _AMBIGUOUS]
    rest = _mask(text, [match.span() for match in dates])
    found = list(_AMOUNT.finditer(rest))
    rest = _mask(rest, [match.span() for match in found])
    chinese = [_chinese_amount(amount, text) for amount in _chinese_amounts(rest)]
    inside = [chinese_facts(normal(match.group())) for match in _CHINESE.finditer(rest)]
    rest = _mask(rest, [(a.start, a.end) for a in chinese])
    return Facts(
        (*map(_amount, found), *chinese),
        tuple(_numbers(rest)),
        tuple(dict.fromkeys([*map(_date, dates), *(date for facts in inside for date in facts.dates)])),
        tuple(dict.fromkeys(match.group() for match in re.finditer(r"[\u3400-\u9fff]{2,}", normal(rest)))),
        tuple(dict.fromkeys(_spelled(rest))),
    )


def with_comparators(text: str) -> str:
    """Return ``text`` with the comparator of a Chinese original before the English amount that it stands behind.

    >>> with_comparators("150,000 visits (15万余人次) were counted.")
    'more than 150,000 visits (15万余人次) were counted.'
    """
    found = list(_AMOUNT.finditer(text))
    originals = list(_chinese_amounts(_mask(text, [match.span() for match in found])))
    for match in reversed(found):
        amount = _amount(match)
        near = [o for o in originals if o.value == amount.value and 0 <= o.start - match.end() <= _NEAR]
        if near and amount.comparators == {"="} and near[0].comparators != {"="}:
            word = _SAID[next(iter(near[0].comparators))]
            text = f"{text[: match.start()]}{word} {text[match.start() :]}"
    return text


def reads_mixed(text: str) -> bool:
    """Whether Chinese words stand in an English sentence elsewhere than in brackets, quotation marks and amounts.

    >>> reads_mixed("the arts研学基地 project"), reads_mixed("Xuan lotus (宣莲) on 6600亩")
    (True, False)
    """
    bare = _ORIGINAL.sub(" ", text)
    amounts = [(amount.start, amount.end) for amount in _chinese_amounts(bare)]
    return _WORDS_IN_CHINESE.search(_mask(bare, amounts)) is not None


def content_stems(text: str) -> list[str]:
    """Return the stems of the words that carry content, without numbers, dates, units and names."""
    rest = _AMOUNT.sub(" ", _DATE.sub(" ", text))
    words = [word.lower() for word in _WORD.findall(rest)]
    return [s for s in dict.fromkeys(map(stem, words)) if s not in STOP and s not in _COMMON and len(s) > 2]


def _mask(text: str, spans: list[tuple[int, int]]) -> str:
    masked = list(text)
    for start, end in spans:
        masked[start:end] = "\n" * (end - start)
    return "".join(masked)


def _amount(match: re.Match[str]) -> Amount:
    word = match["number"].lower().replace(",", "")
    value = float(word) if word[0].isdigit() else float(sum(_WORDS[part] for part in re.split("[- ]", word)))
    unit = next((unit for i, (_, unit) in enumerate(_UNITS) if match[f"u{i}"]), "")
    allowed = [set(names) for i, (_, names) in enumerate(_COMPARATORS) if match[f"b{i}"]]
    allowed += [set(names) for i, (_, names) in enumerate(_AFTER) if match[f"a{i}"]]
    comparators = frozenset(set.intersection(*allowed) if allowed else {"="})
    scaled = round(value * _SCALES[(match["scale"] or "").lower()], 6)
    return Amount(scaled, unit, comparators, *match.span("number"), english=True)


def _chinese_amounts(text: str) -> Iterator[Amount]:
    """Yield the amounts that are written as the report writes them: those with a Chinese scale or unit."""
    for amount in read_amounts(text):
        if re.search(r"[\u3400-\u9fff%]", text[amount.start : amount.end]):
            yield amount


def _chinese_amount(amount: Amount, text: str) -> Amount:
    """Let an English comparator before a Chinese amount count too: over 200万元 is not 200万元."""
    before = _BEFORE_CHINESE.search(text, max(0, amount.start - 24), amount.start)
    if not before:
        return amount
    allowed = next(set(names) for i, (_, names) in enumerate(_COMPARATORS) if before[f"b{i}"])
    both = allowed if amount.comparators == {"="} else allowed & amount.comparators
    return Amount(amount.value, amount.unit, frozenset(both), amount.start, amount.end)


def _date(match: re.Match[str]) -> str:
    def number(month: str) -> int:
        return _MONTHS.index(month.lower()) + 1

    if match["from"]:
        return f"{number(match['from'])}-{number(match['to'])}月"
    if match["month"]:
        return f"{number(match['month'])}月"
    if match["year"]:
        return match["year"] + "年"
    return next(date for i, (_, date) in enumerate(_DATES) if match[f"d{i}"])


def _numbers(rest: str) -> Iterator[str]:
    yield from re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", rest))


def _spelled(rest: str) -> Iterator[str]:
    """Yield what is written large: at the start of the sentence too, where it is no word of every day."""
    for match in _NAME.finditer(rest):
        word = match.group().split("'")[0].split("’")[0]
        if word.lower() not in _COMMON and stem(word.lower()) not in STOP:
            yield word
