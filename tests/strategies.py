"""Hypothesis strategies for the kinds of text that sources hold or should not."""

from hypothesis import strategies as st

_PIECES = (
    *("一、", "（一）", "(二)", "1.", "２、", "（3）", "第一章", "一是", "二是", "——", "# ", "\\#", "名词解释", "[1]"),
    *("五年来", "超200万元", "１２．５％", "10余亩", "1,234.5万", "两个", "二〇二四年", "9" * 400),
    *("上半年工作总结", "下半年工作思路", "文旅融合蓬勃发展。", "各位代表：", "|甲|乙|", "\t"),
    *("当前位置: 首页", ">> 规划计划", "索引号: 1", "来源: 某镇", "【字号", "总结.docx", "免责声明"),
    "全面落实各项工作要求,推动经济社会平稳健康发展,确保完成全年目标任务。",
    *("。", "！", "；", ";", "”", "》", "、", "，", " ", "\u3000", "\u200b", "的" * 130, "1" * 130),
    *("\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", "\x00", "\ufeff"),
    *("😀", "\ud83d", "\udc00", "👨\u200d👩\u200d👧", "é", "ﬁ", "𠮷"),
)

nasty_text = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.text(alphabet=st.characters(), max_size=6)), max_size=25
).map("".join)
"""Markers, headings, quantities, furniture, line ends and any code point at all, surrogates included, in any order."""
