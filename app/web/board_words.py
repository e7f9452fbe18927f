"""What the board of figures says, in Chinese and in English; the figures keep the language of their report."""

from dataclasses import dataclass
from typing import Literal

from app.web.words import Language

ChartKind = Literal["reached", "parts", "investment", "change"]


@dataclass(frozen=True, slots=True)
class BoardWords:
    """The board's own sentences in one language. ``columns`` are those of the CSV file."""

    language: Language
    name: str
    source: str
    switch: str
    choose: str
    charts: str
    chart_note: str
    chart_names: dict[ChartKind, str]
    caption: str
    what: str
    value: str
    unit: str
    period: str
    kind: str
    theme: str
    cited: str
    sides: dict[str, str]
    comparators: dict[str, str]
    beginning: str
    all_themes: str
    all_kinds: str
    search: str
    reset: str
    download: str
    count: str
    none_found: str
    no_figures: str
    columns: tuple[str, ...]


ZH = BoardWords(
    language="zh",
    name="目标与成果",
    source="报告原文",
    switch="原文或数字",
    choose="选择报告",
    charts="图表",
    chart_note=(
        "图中每个数都照录原文，点编号看出处；条长按数值画，两数口径是否相同以原文为准。每图最多 12 组，每组最多 12 条。"
    ),
    chart_names={
        "reached": "目标，和报告对同一事物说到的实绩",
        "parts": "总数与“其中”各项",
        "investment": "各处投资额",
        "change": "同比变化",
    },
    caption="报告中的全部数字",
    what="内容",
    value="数值",
    unit="单位",
    period="时间",
    kind="类别",
    theme="主题",
    cited="出处",
    sides={"result": "实绩", "target": "目标", "plan": "计划", "problem": "问题"},
    comparators={"=": "等于", ">": "超过", ">=": "不少于", "<": "低于", "<=": "不超过", "~": "约"},
    beginning="开头",
    all_themes="全部主题",
    all_kinds="全部类别",
    search="搜索",
    reset="清除筛选",
    download="下载 CSV",
    count="{shown} / {all} 项",
    none_found="没有符合条件的数字。",
    no_figures="这份报告里没有找到带单位的数字。",
    columns=(
        *("报告", "内容", "数值（原文）", "比较", "数值", "单位", "时间", "类别", "主题", "章节", "原文"),
        *("起始字", "结束字"),
    ),
)

EN = BoardWords(
    language="en",
    name="Targets & results",
    source="The report",
    switch="Text or figures",
    choose="Choose a report",
    charts="Charts",
    chart_note=(
        "Every figure in the charts is quoted as the report gives it; its number opens the source. Bars are drawn to "
        "scale; whether two figures count the same thing, only the report's words can tell. "
        "A chart has at most 12 groups of 12 bars."
    ),
    chart_names={
        "reached": "Targets, and the results stated on the same matter",
        "parts": "Totals and the parts stated of them",
        "investment": "Investment",
        "change": "Change on the year before",
    },
    caption="All figures of the report",
    what="What",
    value="Value",
    unit="Unit",
    period="Period",
    kind="Kind",
    theme="Theme",
    cited="Source",
    sides={"result": "Result", "target": "Target", "plan": "Plan", "problem": "Problem"},
    comparators={"=": "equal to", ">": "over", ">=": "at least", "<": "under", "<=": "at most", "~": "about"},
    beginning="Opening",
    all_themes="All themes",
    all_kinds="All kinds",
    search="Search",
    reset="Reset",
    download="Download CSV",
    count="{shown} of {all}",
    none_found="No figure matches.",
    no_figures="No figure with a unit was found in this report.",
    columns=(
        *("Report", "What", "Verbatim", "Comparator", "Value", "Unit", "Period", "Kind", "Theme", "Section", "Clause"),
        *("Start", "End"),
    ),
)


def board_words(language: Language) -> BoardWords:
    """Return the board's sentences in ``language``."""
    return EN if language == "en" else ZH
