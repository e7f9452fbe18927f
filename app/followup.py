"""Make a follow-up question stand alone, from the turns before it.

Rules of the language only: a time takes the place of a time, a thing of a thing like it, a pronoun is filled in,
what was left out is taken from the previous question. A question that stands alone comes back unchanged.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.answer import Turn
from app.asked_apart import split_questions
from app.ellipsis import MEANT, ask_again, of_the_document, of_time
from app.followup_english import make_standalone_english
from app.own_subject import names_its_own
from app.plain import plain
from app.slots import put, slot_for
from app.switching import aim_of, invested_so_far, names_no_matter, of_the_level, switch
from app.topic import MEASURE, TIME, Topic, content_words, find_times, names_thing, substance, tagged, topic_of

_MAX_TURNS = 6
_SHORT_ANSWER = 40
_MAX_LENGTH = 500
_SHORT = 12  # characters up to which an opening word alone shows that a question goes on from another
_OPENING = re.compile(
    r"^(?:那么?(?!些|个|种|边|里|次|年|曲|坡)|然后|还有|另外(?!一|的|那|两|几)|(?:好的?|嗯|哦)(?=[，,、\s]))[，,、\s]*"
)
_PRONOUN = re.compile(
    r"它们?|(?<![其吉])他们|(?<![其吉])他(?!人|省|们)|她们?|(?:这|那|该|此)(?:个|一|[两2二][个项家座]?|项|些|座|家|条|所|处|种)?"
    r"(?:项目|工程|地方|活动|单位|公司|企业|村|奖|产业|问题|平台|中心|基地|事)|"
    r"(?<!与)(?<!尤)(?<!极)其(?!中|他|它|实|余|间|次)|前者|后者|上述|^[这那](?=[是算][^不]{0,8}[的吧吗])|刚才(?:说的|那个)?|^(?:这个|那个|这些|那些)(?=[是在有的什何怎要会能])"
)
_AMONG = re.compile(r"^(?:这)?其中|^里头|^里面|^(?:这|那)(?:里面|当中|之中)")
_OTHER = re.compile(r"^(?:另外|另|其他|其余|剩下|别)(?:的|那|一|几|两)?")
_ELLIPSIS = re.compile(
    r"^(?:具体|分别|各|都|后来|然后|结果|原因|时间|地点|单位|为什么|为啥|怎么|什么时候|啥时候|何时|在哪|是?(?:哪|谁)|多少|几|有多少|占|增|比|"
    r"下降|同比|环比|总共|一共|共|还|又|再|也|打算|计划|准备|分|来|第[一二三四五六七八九十])"
)
_LATER = re.compile(r"^(?:后来|然后|接着|接下来)(?:怎么样(?:了)?|如何|咋样(?:了)?)?呢?[？?]*$")
_AND_THEN = re.compile(r"后来|然后|接着|接下来|结果")
_BARE = re.compile(
    r"^(?P<what>[^，,？?]{1,24}?)(?P<kind>的?那种|的?那个|的?那些|的|方面|情况)?(?:呢|咧|嘞)(?:[，,、？?]\s*(?P<rest>.+?))?[？?]*$"
)
_ASKS_THING = re.compile(r"哪(?!里|儿|年|天|一年|个月|个季度)|谁|叫什么|叫啥")
_WHERE_WHEN_WHO = re.compile(
    r"^(?:它)?(?:现在)?(?:在|位于|设在|建在)?(?:哪里|哪儿|哪个|什么地方|何处)|^(?:什么时候|啥时候|何时|哪年|谁|哪位)"
)
_CHATTER = re.compile(r"^\s*(?:你好|您好|谢谢|多谢|早上好|下午好|晚上好|嗨|在吗|hi|hello|thanks?|thank you)\W*$", re.I)
_ENGLISH_LEANS = re.compile(
    r"^\s*(?:and|but|so|what about|how about|then)\b|"
    r"\b(?:it|its|they|them|their|that one|those|these|this one|the other)\b",
    re.I,
)
_WHY = re.compile(
    r"^(?:(?:为什么|为啥|为何|怎么)(?:会|要|还)?(?:[这那]么|这样|如此)?(?:少|多|低|高|快|慢|大|小|差|好|下降|增长|减少)?(?<!怎么)|"
    r"(?:什么|啥)?原因(?:呢|是什么|是啥)?|怎么会这样|怎么回事)(?:呢)?[？?]*$"
)
_ASKED = re.compile("多少|几|哪|什么|谁|怎|吗|[？?]")
_LIMIT = re.compile(r"[一二三四五六七八九十百千万亿\d][^的]{0,6}的")


@dataclass(frozen=True, slots=True)
class _Previous:
    """The turn before: its question, stand-alone, its topic, its plain answer, and the thing asked of before that."""

    question: str
    topic: Topic
    answer: str
    earlier: str = ""

    @property
    def named(self) -> str:
        """What a pronoun stands for: the thing the answer named, where one was asked for, or the topic."""
        short = re.split(r"[，,。；;\n]", self.answer)[0].strip("*“”\"' ")
        if _ASKS_THING.search(self.question) and 2 <= len(short) <= 20 and not re.search(r"\d", short):
            return re.sub(r"^(?:是|有|为|叫|叫做)", "", short)
        return self.topic.thing or re.sub("(?:是|有|达|了|到|完成|实现|选|评)+$", "", _ASKED.split(self.question)[0])

    @property
    def stated(self) -> str:
        """What the answer stated, where that is one short sentence that tells more than a number: 投资出现负增长."""
        said = re.sub(r"^(?:不?是)[。，,]", "", self.answer).strip("。.“” \n")
        short = 4 <= len(said) <= _SHORT_ANSWER and not re.search(r"[。\n]|没有提到", said)
        return said if short and not re.search(r"\d", said) else ""


def leans_on_history(question: str) -> bool:
    """Whether the words of ``question`` themselves say that it goes on from an earlier one (那…呢, 它, 其中, 分别).

    One without such words may still be an ellipsis; it is then for the evidence to tell whether it stands alone.
    """
    text = question.strip()
    if not re.search(r"[\u3400-\u9fff]", text):
        return bool(_ENGLISH_LEANS.search(text))
    opened = _OPENING.match(text)
    core = text[opened.end() :] if opened else text
    if (len(core) <= _SHORT and (opened or _ELLIPSIS.match(core))) or names_no_matter(plain(core)):
        return True
    bare = _BARE.match(core)
    marks = any(pattern.match(core) for pattern in (_LATER, _AMONG, _OTHER, _WHY, MEANT)) or _PRONOUN.search(core)
    return bool(marks) or bool(bare and not _asks(bare["what"]))


def make_standalone(question: str, history: Sequence[Turn]) -> str:
    """Return ``question`` so that it can be understood without ``history``; unchanged when it already can."""
    turns = [turn for turn in history if turn.content.strip()][-2 * _MAX_TURNS :]
    previous, answer, earlier = "", "", ""
    for turn in turns:
        if turn.role == "user" and not _CHATTER.match(turn.content):
            for asked in map(plain, split_questions(turn.content[:_MAX_LENGTH])):
                # By its words, or too short to stand: it names no thing, or only what a thing has (涨幅是多少).
                short = len(asked) <= _SHORT and not re.sub(MEASURE, "", topic_of(asked).entity)
                goes_on = short or leans_on_history(asked)
                before, previous = previous, _step(asked, previous, answer, earlier) if goes_on else asked
                earlier, answer = topic_of(before).thing if before else "", ""
        elif turn.role == "assistant":
            answer = _plain(turn.content)
    return _step(question, previous, answer, earlier)


def _step(question: str, previous: str, answer: str, earlier: str) -> str:
    if not previous or not question.strip() or len(question) > _MAX_LENGTH:
        return question
    if not re.search(r"[\u3400-\u9fff]", question):
        return make_standalone_english(question, previous)
    if not re.search(r"[\u3400-\u9fff]", previous):
        return question
    merged = _merge(question, _Previous(previous, topic_of(previous), answer, earlier))
    return merged if len(merged) <= _MAX_LENGTH else question


def _plain(answer: str) -> str:
    """Return an answer without Markdown and citation markers."""
    return re.sub(r"\[\d+\]|[*_`]", "", answer).strip()[:_MAX_LENGTH]


def _merge(question: str, previous: _Previous) -> str:
    meant = MEANT.match(question.strip())
    if meant and _asks(meant["what"]):  # of the thing, not of what was measured of it
        return _join(previous.topic.time + previous.topic.thing, meant["what"], "")
    text = f"那{meant['what']}呢" if meant else question.strip()
    opened = _OPENING.match(text)
    core = text[opened.end() :] if opened else text
    if not core or not (previous.topic.text or previous.answer):
        return question
    document = of_the_document(core, previous.question)
    if document or names_its_own(core) or (len(core) > 22 and len(content_words(core)) > 1 and not opened):
        return document or question
    if _LATER.match(core):
        return f"{previous.topic.text or previous.question.rstrip('？?')}后来怎么样了?"
    if _AMONG.match(core):
        return _among(_AMONG.sub("", core).lstrip("，, "), previous)
    asked = of_the_level(core, previous.question)
    again = invested_so_far(core, asked) or aim_of(plain(core), asked)
    again = again or ask_again(core, asked, previous.answer, previous.earlier) or switch(plain(core), asked)
    if again:
        return again
    bare = _BARE.match(core)
    if bare and bare["rest"] and _AND_THEN.fullmatch(bare["what"]):
        return _merge(bare["rest"], previous)
    if bare and not _asks(bare["what"]):
        return _replace(bare["what"], bare["kind"] or "", bare["rest"] or "", previous)
    if _WHY.match(core):
        stated = previous.stated or re.sub("(?:是|有|达|了|到|完成|实现)+$", "", _ASKED.split(previous.question)[0])
        return f"{stated if len(stated) > 3 else previous.topic.text}的原因是什么?"
    if _PRONOUN.search(core) and not _stands_alone(_PRONOUN.sub("", core), 6):
        return _fill(core, previous)
    if opened or not _stands_alone(core, 4) or (_OTHER.match(core) and not names_thing(core)):
        return _complete(core, previous, bool(opened))
    return question


def _asks(text: str) -> bool:
    return bool(re.search(r"多少|几|什么|啥|哪|谁|怎|如何|吗|为何", text))


def _stands_alone(text: str, enough: int) -> bool:
    """Whether ``text`` names what it asks about, in ``enough`` characters, or two more when it opens like a part."""
    return substance(text) >= enough + 2 * bool(_ELLIPSIS.match(text))


def _among(rest: str, previous: _Previous) -> str:
    """``其中X``: of what the previous question was about, and asked for in the same way where nothing is asked."""
    if not _asks(rest) and re.search("多少|几", previous.question):
        rest = rest.rstrip("呢？?") + "有多少?"
    return _join(previous.topic.text, "其中" + rest, "，")


def _complete(core: str, previous: _Previous, opened: bool) -> str:
    """Put before ``core`` what the previous question was about."""
    topic = previous.topic
    if opened and _stands_alone(core, 6):
        return core
    times = find_times(core)
    if times and times[0].start() == 0 and topic.entity:
        return _join(times[0][0] + topic.entity, core[times[0].end() :].lstrip("，, "), "")
    entity = topic.entity
    if _WHERE_WHEN_WHO.match(core) or re.match(rf"[\u4e00-\u9fff]{{0,4}}?{MEASURE}", core):
        entity = topic.thing
    limit = re.match(r"(?P<kind>[^，,有是占]{1,8}的)(?=有|是|占|达)", core)
    if limit and _LIMIT.search(entity):
        entity, core = _LIMIT.sub(limit["kind"], entity, count=1), core[limit.end() :]
    first = tagged(core)[0][1] if core else ""
    link = "的" if first.startswith(("n", "vn")) and not _ELLIPSIS.match(core) else ""
    subject = entity if times else topic.time + entity
    return _join(subject or previous.named, core, link)


def _fill(core: str, previous: _Previous) -> str:
    """Put what it stands for in the place of the first pronoun."""
    found = _PRONOUN.search(core)
    if not found or not previous.named:
        return core
    link = "的" if found[0] == "其" else ""
    return f"{core[: found.start()]}{previous.named}{link}{core[found.end() :]}"


def _replace(what: str, kind: str, rest: str, previous: _Previous) -> str:
    """``那X呢``: X in the place of what is like it in the previous question; then ``rest``, if more is asked."""
    question, topic = previous.question, previous.topic
    if re.fullmatch(f"(?:到|在)?(?:{TIME}){{1,2}}", what):
        again = switch(what + plain(rest), question) if rest else of_time(question, what)
        return again or _join(what + topic.entity, rest, "")
    if _OTHER.match(what) and topic.entity:
        known = topic.thing if topic.thing in question else re.split(r"哪|什么|多少|几|谁|怎", question)[0]
        return _join(f"除{known}外，{what}{kind}", rest or _predicate(question, topic), "")
    if rest:
        slot = slot_for(question, what)
        before = question.split(slot, 1)[0] if slot else ""
        return _join("" if _asks(before) else before, what + rest, "")
    return put(question, what, kind) or _join(what, _predicate(question, topic), "")


def _predicate(question: str, topic: Topic) -> str:
    """Return the question without the nouns it opens with."""
    for subject in (topic.text, topic.entity):
        if subject and question.startswith(subject):
            return question[len(subject) :]
    return "情况怎么样?" if not topic.entity or topic.entity not in question else question.split(topic.entity, 1)[1]


def _join(topic: str, rest: str, link: str) -> str:
    """Join topic and question, without saying the same thing twice."""
    if not topic or rest.startswith(topic):
        return rest
    words = content_words(topic)
    if len(words) > 1 and topic.endswith(words[-1]) and words[-1] in rest:
        topic = topic[: -len(words[-1])].removesuffix("的")
    return f"{topic}{'' if rest.startswith(('的', '，')) else link}{rest}"
