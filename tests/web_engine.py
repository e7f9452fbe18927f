"""A small real engine for the tests of the page: fixed answers, cited from the real report."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.answer import REFUSAL_ZH, Answer, Citation, Evidence, Turn, check_question, escape_markdown
from app.feedback import FeedbackFile
from app.web.desk import Engine
from app.web.server import PageServer
from app.web.words import Language
from index.errors import ReaderError, UnknownReportError
from index.figures import find_figures
from index.manifest import Manifest
from index.outline import parse_outline
from index.passages import cut_passages
from index.records import Figure, Hit, Passage, Report, Section

DOCS = Path(__file__).parent.parent / "docs_src"
REPORT_ID = "liucheng-2024h1"

HOSTILE = (
    "一、总结<script>window.hacked=1</script>\r\n\r\n"
    '<img src=x onerror="window.hacked=2">收入超200万元。</mark>[1]的[点我](javascript:window.hacked=3)𠮷田'
    "{{value}}${7*7}。\r\n"
    "`代码`**不是粗体**，&lt;也不是&amp;标签，共15万余人次。\r\n"
)


def real_report() -> Report:
    """The report of the project, without its catalogue."""
    text = (DOCS / "liucheng-2024h1.txt").read_bytes().decode("utf-8")
    return Report(
        id=REPORT_ID,
        file="liucheng-2024h1.txt",
        title="柳城畲族镇2024年上半年工作总结和下半年工作思路",
        text=text,
        sha256="",
        issuer="柳城畲族镇",
        period="2024年上半年（总结）和2024年下半年（思路）",
        published="2025-08-12",
    )


def hostile_report() -> Report:
    """A report that tries to break the page."""
    return Report(id='h"><b>', file="h.txt", title="<b>敌意</b>[1]报告", text=HOSTILE, sha256="")


@dataclass
class FakeIndex:
    """Reports with their real outline and passages."""

    reports: dict[str, Report]
    sections: list[Section] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    manifest: Manifest = field(default_factory=lambda: Manifest({}, 0, 0, "", {}, digest="d" * 64))

    def __post_init__(self) -> None:
        for report in self.reports.values():
            outline = parse_outline(report)
            self.sections += outline.sections
            self.passages += cut_passages(report, outline, first_id=len(self.passages))
        self.figures = find_figures(self.passages)


# Words of a question → the answer's Markdown, and for each citation: the quote, the span in it, the side.
ANSWERS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "财政总收入": (
        "1-6月，财政总收入 **4225.26万元**，其中税收收入 **640.99万元**[1]。",
        [("1-6月,实现财政总收入4225.26万元,其中财政收入3584.27万元,税收收入640.99万元。", "4225.26万元", "result")],
    ),
    "宣莲": (
        "今年宣莲种植规模要达到 **6600亩**[1]；上半年已新增种植基地 **600亩**[2]。",
        [
            ("确保今年种植规模达6600亩,同比增长10%以上。", "6600亩", "target"),
            ("新增宣莲种植基地600亩", "600亩", "result"),
        ],
    ),
    "问题": (
        "- 党员整治立规工作有待加强[1]\n- 人才队伍建设有待加强[2]\n- 产业发展后劲有待增强[3]",
        [
            ("一是党员整治立规工作有待加强。", "", "problem"),
            ("二是人才队伍建设有待加强。", "", "problem"),
            ("三是产业发展后劲有待增强。", "", "problem"),
        ],
    ),
    "人次": ("吸引游客 **15万余人次**[1]。", [("吸引游客15万余人次", "15万余人次", "result")]),
}


QUESTIONS: dict[Language, list[str]] = {
    "zh": ["上半年财政总收入是多少？", "宣莲今年要种到多少亩？", "报告说了哪些存在的问题？", "吸引了多少游客人次？"],
    "en": [
        "How much is “财政总收入”?",
        "What is the target for “宣莲”?",
        "How many “人次” are there?",
        "Which “问题”?",
    ],
}


class FakeEngine:
    """Answers from a table; "故障" breaks, and what the table does not know is refused."""

    def __init__(self, *reports: Report, slow: threading.Event | None = None) -> None:
        self.index = FakeIndex({report.id: report for report in reports or (real_report(),)})
        self.asked: list[tuple[str, list[Turn], str | None]] = []
        self._slow = slow

    def suggest(
        self,
        report: str | None = None,
        after: Answer | None = None,
        asked: Collection[str] = (),
        language: Language = "zh",
    ) -> Iterator[str | None]:
        return iter([one for one in QUESTIONS[language] if one not in asked])

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        question = check_question(question)
        self.asked.append((question, list(history), report))
        if self._slow is not None:
            self._slow.wait(20)
        if report is not None and report not in self.index.reports:
            raise UnknownReportError(f"没有编号为 {report} 的报告。")
        if "故障" in question:
            raise ReaderError("The reader's weights are damaged; restore them.")
        if "崩溃" in question:
            raise ZeroDivisionError("a secret detail")
        standalone = question
        if history and question.startswith("那"):
            standalone = history[0].content.rstrip("？?") + "（" + question + "）"
        if "敌意" in question:
            return self._hostile(question, standalone)
        for words, (text, cited) in ANSWERS.items():
            if words in standalone:
                return self._answered(question, standalone, text, cited)
        return self._refused(question, standalone)

    def retrieve(self, question: str, report: str | None = None, k: int = 10) -> list[Hit]:
        if report is not None and report not in self.index.reports:
            raise UnknownReportError(f"没有编号为 {report} 的报告。")
        if "故障" in question:
            raise ReaderError("The reader's weights are damaged; restore them.")
        passages = [one for one in self.index.passages if report in (None, one.report)]
        ranked = sorted(passages, key=lambda one: -len(set(one.text) & set(question)) / (9 + len(one.text)))
        return [Hit(one, 1 / (1 + place), 0.0, 0.0) for place, one in enumerate(ranked[:k])]

    def _answered(self, question: str, standalone: str, text: str, cited: list[tuple[str, str, str]]) -> Answer:
        citations = tuple(
            self._cite(REPORT_ID, number, quote, span, side) for number, (quote, span, side) in enumerate(cited, 1)
        )
        return Answer(question, standalone, "answered", text, citations, timings_ms={"total": 1.0})

    def _hostile(self, question: str, standalone: str) -> Answer:
        name = hostile_report().id
        quote = self.index.reports[name].text.split("\r\n")[2]
        text = f"报告说：{escape_markdown(quote)} **超200万元**[1]"
        return Answer(question, standalone, "answered", text, (self._cite(name, 1, quote, "超200万元", ""),))

    def _cite(self, name: str, number: int, quote: str, span: str, side: str) -> Citation:
        evidence = self._find(name, quote)
        at = evidence.start + quote.index(span)
        return Citation(
            evidence.report,
            evidence.title,
            evidence.section,
            quote,
            evidence.start,
            evidence.end,
            number,
            (at, at + len(span)) if span else None,
            side,  # type: ignore[arg-type]
        )

    def _find(self, name: str, quote: str) -> Evidence:
        report = self.index.reports[name]
        start = report.text.index(quote)
        sections = [one for one in self.index.sections if one.report == name and one.start <= start < one.end]
        path = sections[-1].path if sections else ()
        return Evidence(name, report.title, path, quote, start, start + len(quote))

    def _refused(self, question: str, standalone: str) -> Answer:
        if REPORT_ID not in self.index.reports:
            return Answer(question, standalone, "refused", REFUSAL_ZH)
        related = tuple(
            self._find(REPORT_ID, quote)
            for quote in ("与本地网红主播合作,开辟农产品展销平台4个", "建设村老年照料中心就餐服务点5个。")
        )
        return Answer(question, standalone, "refused", REFUSAL_ZH, related=related)


@contextmanager
def served(
    open_engine: Callable[[], Engine],
    feedback: FeedbackFile | None = None,
    port: int = 0,
    secret: bytes | None = None,
    mcp: bool = False,
) -> Iterator[PageServer]:
    """The page over an engine, on a free port, in a thread, for as long as the block lasts."""
    up = threading.Event()
    server = PageServer(
        open_engine, port=port, announce=lambda address: up.set(), feedback=feedback, secret=secret, mcp=mcp
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert up.wait(60), "the page did not come up"
        yield server
    finally:
        server.stop()
        thread.join(30)
        assert not thread.is_alive(), "the page did not end"
