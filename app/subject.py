"""What a broad question is about, without the words that only ask for a summary of it."""

import re
from collections.abc import Iterable

from app.content import content_words
from app.question import Question

# What every such question may say: whose report it is, what it wants of it, and how it is to be told.
_GENERAL = re.compile(
    "(?:问题|困难|不足|短板|毛病|难处|难题|短处|软肋|弱项|薄弱|环节|检讨|挑战|差距|政府|报告|[全本我该这]?(?:个)?[省市县区镇乡村局厅委]|自己|自身|自我|本地|我们|咱们|"
    "总体|整体|全盘|基本|大体|部署|方向|着力点|重点|动静|收获|成就|成果|忙|得|"
    "总的|来说|总而言之|小标题|板块|部分|篇章|活儿?|讲的|分|[一二三四五六七八九十]?大块?|"
    "提出|这[份个篇次]|本[份次]|工作|方面|发展|经济|社会|存在|承认|坦承|面临|遇到|剖析|反映|提到|列|逐|条|项|哪|几|点|主要|目前|现在|当前|上半年|下半年|去年|今年|"
    "总结|归纳|概括|介绍|说明|情况|成绩|成效|亮点|进展|举措|措施|打算|安排|思路|要点|准备|计划|接下来|后头|[前后]?半年|写稿|稿子|写|搞|干|办|做|事|块|摊|走|大概|简单|"
    "简要|一|两|三|四|五|六|说|讲|觉得|认为|解决|还|没|未|明显|突出|具体|内容|地方|里|有|成|出|了|[a-z]+)+"
)


def subject_words(question: Question, titles: Iterable[str]) -> list[str]:
    """Return the words that name what a question is about, in their order; names in the reports' ``titles`` do not."""
    known = " ".join(titles)
    return [word for word in content_words(question.text) if not _GENERAL.fullmatch(word) and word not in known]
