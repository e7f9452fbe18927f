"""The words of a question that carry its content, as against those that only ask."""

import re
from collections.abc import Sequence

import rjieba

from index.lexical import fold

_ASKING = re.compile(
    r"请问|请|麻烦|帮我|告诉我|查一下|想知道|我想|了解一下|说说|讲讲|谈谈|总结一下|总结下|归纳|概括|列出|列举|具体|到底|究竟|大概|大约|听说|"
    r"为什么|为何|为啥|是什么|叫什么|什么样|什么时候|啥时候|什么|何时|哪一天|哪天|哪些|哪几|哪里|哪儿|哪个|哪项|哪家|哪种|哪|谁|多少|"
    r"几(?=个|家|次|名|人|场|项|处|条|座|所|期|件|亩|户|支|批|轮|种|位|成|倍)|怎么样|怎么|怎样|咋样|咋|如何|是不是|是否|有没有|对不对|没错吧|"
    r"对吧|分别|一共|总共|我们|咱们|你们|报告|里面|下面|这份|这个|一下|了没|多大|多高|百分之几|"
    r"[？?。，,、！!：:；;“”‘’\"'《》（）()\s]"
)
_STOP = frozenset(
    "的了吗呢吧啊呀嘛么着过是有在和与跟及或把被将对从向到为以于给由就都也还又再才很更最得去来做搞弄个些点啥所其此那这该本咱你我他她它里中上下"
    "共各能会可要想看问说讲用按让使"
)


def content_words(question: str) -> list[str]:
    """Return the content words of ``question`` in order, folded, each once.

    >>> content_words("请问财政总收入是多少?")
    ['财政', '总收入']
    """
    words: dict[str, None] = {}
    for piece in _ASKING.split(fold(question)):
        for word in rjieba.cut(piece) if piece else ():
            if word not in _STOP and any(character.isalnum() for character in word):
                words[word] = None
    return list(words)


def share_held(grams: Sequence[str], words: str) -> float:
    """Return the share of ``grams`` that ``words`` hold; 0 of none."""
    return sum(gram in words for gram in grams) / len(grams) if grams else 0.0


def content_bigrams(question: str) -> list[str]:
    """Return the character bigrams (and numbers, Latin words, single characters) of the content words, each once.

    Bigrams run across neighbouring content words but not across the words that only ask.
    """
    grams: dict[str, None] = {}
    for run in _runs(question):
        if len(run) == 1 or run[0].isascii():
            grams[run] = None
        else:
            grams.update(dict.fromkeys(run[i : i + 2] for i in range(len(run) - 1)))
    return list(grams)


def _runs(question: str) -> list[str]:
    """Join neighbouring content words; numbers and Latin words stay alone."""
    runs: list[str] = []
    for piece in _ASKING.split(fold(question)):
        joins = False
        for word in rjieba.cut(piece) if piece else ():
            content = word not in _STOP and any(character.isalnum() for character in word)
            ideographs = content and not word[0].isascii()
            if ideographs and joins:
                runs[-1] += word
            elif content:
                runs.append(word)
            joins = ideographs
    return runs
