"""What a reader is told, in one sentence, where the chat model had no part in the answer or a smaller one."""

from typing import Literal

Cause = Literal[
    "unreachable", "timeout", "unauthorized", "busy", "failed", "rejected", "cut", "garbled", "paused",
    "empty", "overlong", "language", "tools", "unverified", "silent",
]  # fmt: skip
"""Why the chat model's words are not shown: the endpoint's faults first, then those of what it wrote."""

_WHY: dict[str, tuple[str, str]] = {
    "unreachable": ("连接不上", "it could not be reached"),
    "timeout": ("没有在限定时间内答完", "it did not answer in time"),
    "unauthorized": ("密钥未被接受", "its key was not accepted"),
    "busy": ("请求过多，被要求稍后再试", "it is busy and asked to be left alone"),
    "failed": ("它的服务器出错", "its server failed"),
    "rejected": ("它的服务器不接受这个请求", "its server turned the request down"),
    "cut": ("回答中途断开", "its answer broke off"),
    "garbled": ("返回的内容读不懂", "what it sent could not be read"),
    "paused": ("多次失败后暂停使用", "it failed repeatedly and is left alone for a while"),
    "empty": ("没有给出内容", "it wrote nothing"),
    "overlong": ("写得过长", "it wrote far too much"),
    "language": ("没有用提问的语言回答", "it did not write in the language of the question"),
    "tools": ("给出的是工具调用，不是回答", "it wrote tool calls instead of an answer"),
}
_UNVERIFIED = (
    "语言模型写的内容没有通过与原文的核对，这里给出的是直接摘自报告的回答。",
    "What the language model wrote did not pass the check against the report; this answer is taken from it directly.",
)
SILENT_NOTICE = {
    "zh": "语言模型读了最接近的段落，也没有找到答案。",
    "en": "The language model read the nearest passages and found no answer either.",
}
"""Said of a refusal that is the model's."""
_SILENT = (
    "语言模型认为所给段落没有回答这个问题，这里给出的是直接摘自报告的回答。",
    "The language model found no answer in the passages; this answer is taken from the report directly.",
)


def fallback_notice(cause: Cause, lang: Literal["zh", "en"]) -> str:
    """Return the sentence that says why the answer is an extractive one."""
    column = 1 if lang == "en" else 0
    if cause == "unverified":
        return _UNVERIFIED[column]
    if cause == "silent":
        return _SILENT[column]
    why = _WHY[cause][column]
    if lang == "en":
        return f"The language model could not be used ({why}); this answer is taken from the report directly."
    return f"语言模型没能用上（{why}），这里给出的是直接摘自报告的回答。"
