"""A question without what is only manner of speaking: courtesy, particles at its end, fillers, words of a dialect.

The reader knows plain questions; 请问…到底是多少啊 asks nothing that …是多少 does not.
"""

import re

_COURTESY = re.compile(
    r"^(?:(?:请问|请教|麻烦|劳驾|[您你]好|不好意思)(?:你|您)?(?:一下|下|各位|问一?下|说一?下|查一?下)?|"
    r"(?:我)?(?:就)?(?:想|要)(?:知道|了解|打听|问问|请教|问)(?:一下|下)?|(?:请|能)?(?:你|您)?(?:能|可以)?(?:帮我|给我|帮忙)(?:查|看|找)(?:一下|下|查|看)?|"
    r"(?:请|能)?(?:你|您)?(?:能|可以)?告诉(?:我|大家)(?:一下|下)?)[，,：:、\s]*(?=.{4})"
)
_ASKS = re.compile("多少|几|什么|啥|哪|谁|怎|咋|如何|为何|何时|多[大高长远久]")
_WHETHER = re.compile("(?P<verb>[提讲说写列建修改办])没(?P=verb)(?!有)")  # 提没提
_PARTICLES = re.compile(r"(?:来着|[啊呀哦哇哟嘞咧哈噢诶欸呗呐哩])+(?=[？?。！!~～]*$)")
_SOFTENED = re.compile(r"(?<=[\u4e00-\u9fff\d%])呢(?=[？?。！!]*$)")
_FILLERS = re.compile("到底(?![了来])|究竟")
# 好多 asks in the south-west what 多少 does, where nothing else in the question asks.
_DIALECT = (
    (re.compile("几多"), "多少"),
    (re.compile("啥子"), "什么"),
    (re.compile("咋个"), "怎么"),
    (re.compile("[拢统]共|拢总|共总"), "一共"),
)
# Whole phrases in which people ask for what is measured by another word.
_EARNS = (
    "(?:一年|去年|今年|上半年|前六个月|现在|平均|人均|一个|每人|人)*(?:能|可以|可)?(?:挣|赚)(?:到|了|得)*多少(?:钱)?"
)
_PHRASES = (
    (
        re.compile(
            "(?:有|来了?)?多少(?:人次?|游客)(?:来|到|去)(?:了|过)?(?P<where>[^，,。？?]{0,10}?)(?:旅游|旅行|游玩|玩|打卡|观光)(?:了|过)?"
        ),
        r"\g<where>接待游客多少人次",
    ),
    (
        re.compile(
            "(?<![攻拨])(?:打|收|产)(?:到|出)*(?P<done>了)?多少(?:万|亿)?(?:斤|吨|公斤)?(?P<grain>粮食?|稻谷|水稻|小麦|麦子|玉米|大豆)(?![仓库])"
        ),
        lambda found: f"{found['grain']}产量{'达到了' if found['done'] else '是'}多少",
    ),
    (re.compile(f"(?:农民|(?:农村|乡下|村里)(?:的)?(?:老百姓|居民|人)|村民){_EARNS}"), "农村居民人均可支配收入是多少"),
    (re.compile(f"(?:(?:城里|城镇)(?:的)?(?:老百姓|居民|人)|市民){_EARNS}"), "城镇居民人均可支配收入是多少"),
    (re.compile(f"(?:老百姓|居民){_EARNS}"), "居民人均可支配收入是多少"),
    (re.compile("(?:有)?多少人(?:新)?(?:找到|有)了?(?:新)?工作"), "新增就业多少人"),
)
_SET_AGAINST = re.compile("(?<=[\u4e00-\u9fff])(?:比一比|比比看|比较一下|对比一下)(?=[？?。]*$)")
_MUCH = re.compile("好多(?!年|次都|地方都|都)")
_CONFIRMS = re.compile("[吗吧么][？?。]*$|没有?[？?]*$|对不对|是不是|有没有|是否|没错")
_NOT_MEANT = re.compile("[（(](?:不是|不含|不包括|非|别)[^（）()]{1,30}[）)]")  # 出口额是多少（不是进出口总额）
_HEADS = re.compile("(?<=[多少几])号(?=人)")


def plain(question: str) -> str:
    """Return a folded Chinese ``question`` in plain words; one that nothing would be left of comes back unchanged.

    >>> plain("请问财政总收入到底是多少啊?"), plain("我镇有好多亩莲田?")
    ('财政总收入是多少?', '我镇有多少亩莲田?')
    """
    text = _NOT_MEANT.sub("", _COURTESY.sub("", question.strip()))
    for pattern, word in _DIALECT:
        text = pattern.sub(word, text)
    text = _WHETHER.sub(r"有没有\g<verb>", text)
    if not _ASKS.search(text) and not _CONFIRMS.search(text):
        text = _MUCH.sub("多少", text, count=1)
    text = _SET_AGAINST.sub(",哪个大", text)
    for pattern, phrase in _PHRASES:
        text = pattern.sub(phrase, text, count=1)
    text = _PARTICLES.sub("", _HEADS.sub("", _FILLERS.sub("", text)))
    if _ASKS.search(text):
        text = _SOFTENED.sub("", text)
    return text if len(text) > 2 else question
