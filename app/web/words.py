"""What the page itself says, in Chinese and in English; answers and reports keep the language they came in."""

import re
from dataclasses import asdict, dataclass

from app.suggestion_words import Language

__all__ = ["Language", "Words", "choose_language", "one_language", "translations", "words_for"]

_BOTH = re.compile(r"(?P<zh>.*[^\x00-\x7f])\s*\((?P<en>[ -~]+)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """The page's own sentences in one language."""

    language: Language
    name: str
    tagline: str
    welcome: str
    subject: str
    subjects: str
    examples: str
    placeholder: str
    question: str
    send: str
    clear: str
    all_reports: str
    which_report: str
    chat: str
    source: str
    outline: str
    close: str
    reports: str
    loading: str
    opening: str
    no_script: str
    pending: str
    you: str
    colon: str
    standalone: str
    citations: str
    citation: str
    show: str
    refused: str
    incomplete: str
    related: str
    failed: str
    failed_note: str
    failed_unknown: str
    failed_source: str
    period: str
    published: str
    issuer: str
    marked: str
    theme: str
    stop: str
    export: str
    correct: str
    edit: str
    copy: str
    again: str
    copied: str
    not_copied: str
    offsets: str
    editing: str
    cancel: str
    interrupted: str
    outdated: str
    lost: str
    next: str
    about: str
    about_question: str
    about_keys: str
    open_panel: str
    record: str
    draft: str
    verified: str
    repaired: str


ZH = Words(
    language="zh",
    name="柳城问答",
    tagline="问政府工作报告，每个答案都有原文出处",
    welcome="想知道报告里说了什么？直接问。",
    subject="问的是",
    subjects="可问的报告",
    examples="试着问",
    placeholder="输入问题，回车发送",
    question="问题",
    send="发送",
    clear="清空",
    all_reports="全部报告",
    which_report="问哪份报告",
    chat="对话",
    source="报告原文",
    outline="目录",
    close="关闭原文",
    reports="选择原文",
    loading="正在载入报告，稍等几秒；现在就可以提问。",
    opening="正在打开…",
    no_script="这个页面要用 JavaScript，请在浏览器里打开它。",
    pending="正在查阅报告…",
    you="你问",
    colon="：",
    standalone="理解为",
    citations="出处",
    citation="引用",
    show="在原文中标出",
    refused="报告没有提到",
    incomplete="请把问题写完整",
    related="相关段落（不是答案）",
    failed="出错了，没能回答",
    failed_note="这是程序故障，不代表报告没有提到。",
    failed_unknown="程序内部出错，详情已记入服务器日志。请稍后再试。",
    failed_source="报告没能载入。",
    period="涵盖时间",
    published="发布日期",
    issuer="发布机构",
    marked="已在原文中标出引用",
    theme="切换深色或浅色",
    stop="停止",
    export="导出对话",
    correct="理解得不对？点这里改一改再问",
    edit="修改",
    copy="复制答案和出处",
    again="重新回答",
    copied="已复制",
    not_copied="没能复制",
    offsets="（原文字符 {start}–{end}）",
    editing="正在修改第 {n} 个问题；发送后，它后面的对话会去掉。",
    cancel="取消",
    interrupted="这个问题没有得到回答：中途被打断了。可以再问一次。",
    outdated="报告已经更新，这个旧答案不再显示。请再问一次。",
    lost="和服务器的连接断了，正在重新连接。恢复以后会自动接着回答，不用重新提问。",
    next="接着问",
    about="就此提问",
    about_question="关于“{words}”，报告还说了什么？",
    about_keys="按 ↓ ↑ 逐句选取（加 Shift 多选几句），再按 Tab 就此提问",
    open_panel="原文和数据",
    record="对话记录",
    draft="草稿，正在生成，尚未与原文核对",
    verified="由语言模型撰写，逐句与原文核对通过",
    repaired="由语言模型撰写，有出入之处已按原文改正或删去",
)

EN = Words(
    language="en",
    name="Report QA",
    tagline="Ask a government work report; every answer cites its words",
    welcome="What does the report say? Just ask.",
    subject="In English or Chinese, about",
    subjects="In English or Chinese, about any of",
    examples="Try asking",
    placeholder="Type a question, press Enter",
    question="Question",
    send="Send",
    clear="Clear",
    all_reports="All reports",
    which_report="Which report to ask",
    chat="Conversation",
    source="The report",
    outline="Contents",
    close="Close the report",
    reports="Choose a report",
    loading="The report is loading, a few seconds; you can already ask.",
    opening="Opening…",
    no_script="This page needs JavaScript; please turn it on in your browser.",
    pending="Reading the report…",
    you="You asked",
    colon=": ",
    standalone="Understood as",
    citations="Sources",
    citation="Citation",
    show="Mark in the report",
    refused="Not in the report",
    incomplete="Please ask in full",
    related="Related passages (not an answer)",
    failed="Something failed, no answer",
    failed_note="This is a fault of the program; it does not mean that the report is silent on this.",
    failed_unknown="The program failed inside; details are in the server's log. Please try again later.",
    failed_source="The report could not be loaded.",
    period="Covers",
    published="Published",
    issuer="Issuer",
    marked="The citation is marked in the report",
    theme="Switch between dark and light",
    stop="Stop",
    export="Export",
    correct="Not what you meant? Click to correct it and ask again",
    edit="Edit",
    copy="Copy with sources",
    again="Retry",
    copied="Copied",
    not_copied="Could not copy",
    offsets=" (characters {start}–{end})",
    editing="Editing question {n}; what follows it goes when you send.",
    cancel="Cancel",
    interrupted="This question was not answered: it was interrupted. You can ask it again.",
    outdated="The report has changed since; this old answer is no longer shown. Please ask again.",
    lost="The connection to the server is lost; reconnecting. Your question will be answered as soon as it is back.",
    next="Ask next",
    about="Ask about this",
    about_question="What else does the report say about “{words}”?",
    about_keys="↓ ↑ select a sentence (Shift: several); Tab, then Enter to ask about it",
    open_panel="Report & figures",
    record="Conversation",
    draft="Draft in the making, not yet checked against the report",
    verified="Written by a language model; every sentence checked against the report",
    repaired="Written by a language model; what did not match the report was corrected or left out",
)


def choose_language(accept_language: str | None) -> Language:
    """Choose by the language that a browser asks for first; Chinese when it does not say."""
    first = (accept_language or "zh").split(",")[0].strip().lower()
    return "zh" if first.startswith("zh") or not first else "en"


def one_language(sentence: str, language: Language) -> str:
    """Return the half in ``language`` of a sentence that says itself in Chinese and, in brackets, in English.

    >>> one_language("问题是空的。(The question is empty.)", "en"), one_language("Out of memory.", "zh")
    ('The question is empty.', 'Out of memory.')
    """
    both = _BOTH.fullmatch(sentence)
    return both[language] if both else sentence


def words_for(language: Language) -> Words:
    """Return the page's sentences in ``language``."""
    return EN if language == "en" else ZH


def translations() -> dict[str, dict[str, str]]:
    """Return what ``gr.I18n`` wants: a table for every locale that a browser may ask for."""
    zh, en = asdict(ZH), asdict(EN)
    return {"zh": zh, "zh-CN": zh, "zh-TW": zh, "en": en}
