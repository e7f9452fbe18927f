"""A small report to check drafts against: its passages as a model is given them, and the checker over them."""

from collections.abc import Sequence
from typing import Literal

from conftest import make_report

from app.citable import Citable, Stretch
from app.drafts import clean, split_sentences
from app.grounding import Grounded, Grounder
from app.lexicon import Lexicon
from app.vocabulary import Vocabulary
from index.outline import parse_outline
from index.passages import cut_passages
from index.records import Passage

TEXT = """柳镇2024年上半年工作总结和下半年工作思路

一、上半年工作总结
(一)抓产业。1-6月,实现财政总收入4225.26万元,其中财政收入3584.27万元,税收收入640.99万元。三级走访率同比下降54%,登记交办量同比下降26%。新增宣莲种植基地600亩,建成小吃街1条,实现营业收入超200万元。推动研学基地、集散中心等2个专项债项目建设,研学基地项目已进场施工,集散中心项目处于设计完善阶段。
(二)惠民生。建设老年照料中心就餐服务点5个。举办畲歌会等民俗活动10余场,吸引游客15万余人次。完成固定资产投资460万。污水管网尚未接通。小吃街获评“浙江省美食街区”。
二、下半年工作思路
(一)强产业。确保今年宣莲种植规模达6600亩,同比增长10%以上。加速推进研学基地项目,完成工程量60%以上。推进集散中心项目,完成工程量30%以上。
"""
REPORT = make_report(TEXT, title="柳镇2024年上半年工作总结和下半年工作思路")
_OUTLINE = parse_outline(REPORT)
PASSAGES: list[Passage] = cut_passages(REPORT, _OUTLINE)
CITABLE = Citable.build({REPORT.id: REPORT}, _OUTLINE.sections)
LEXICON = Lexicon(Vocabulary.build(passage.text for passage in PASSAGES))


def stretch(words: str) -> Stretch:
    """The passage that holds ``words``."""
    return CITABLE.passage(next(passage for passage in PASSAGES if words in passage.text))


def check(draft: str, *words: str, lang: Literal["zh", "en"] = "zh", asked: str = "") -> list[Grounded]:
    """Check a draft whose [1] is the passage that holds the first of ``words``, and so on."""
    grounder = Grounder([stretch(one) for one in words], CITABLE, LEXICON, lang, asked)
    checked: list[Grounded] = []
    for sentence in split_sentences(clean(draft)):
        checked.append(grounder.check(sentence, [one.sentence.text for one in checked if one.holds]))
    return checked


def quotes(checked: Sequence[Grounded]) -> list[str]:
    """The words that the sentences rest on; each stands where it says that it does."""
    found = []
    for one in checked:
        for part in one.support:
            assert TEXT[part.start : part.end] == part.text != ""
            found.append(part.text)
    return found
