"""The words that tell what a question asks; patterns over folded text (see ``index.lexical.fold``)."""

import re
from typing import Literal

Kind = Literal[
    "quantity", "when", "where", "who", "which", "what", "list", "why", "how", "yesno", "compare", "summary", "meta"
]
"""What is asked for; ``meta`` is about the report itself."""

_NUMBER_WORD = r"多少|几(?!乎|年来|个月来)|多大|多高|多长|多远|多久|百分之几|how many|how much|how (?:large|big|long|high|far|fast|tall|wide|deep|often|old|great)|what percent|百分比|比例|比重"
_COMPARE = (
    r"(?:哪(?:个|一个|项|边|种|一项|家|里|样|类|头|年|块|方|笔|处)|谁)[^，,]{0,10}(?:更|最|多|高(?!标|质)|(?<!重)大(?!装)|少|低|快|慢|在前)(?!少)|"
    r"相比|对比|比较(?!淡|薄|缺|少)|相差|差(?:了|距)?(?:多少|几|多大)|比[^，,]{2,}(?:多|少|高|低|快)(?:出)?(?:了)?(?:多少|几)|比[^，,]{2,14}[多少](?!少)[^，,\d多少几]{1,2}了?(?:多少|几)(?=[个家次件项条户人名场座])|"
    r"目标[^，,。]{0,6}[高低多少](?:了|出)(?:多少|几)|之比|^比起|比[^，,]{2,14}[多少](?!少)[^，,\d多少几]{1,2}了?(?:多少|几)[？?]?$|[更最](?:[多高大少低快慢]|厉害|猛|好)的[^，,。]{0,8}是(?:哪|谁)|[多高大快](?:了)?还是(?:更)?[少低小慢]|还是[^，,]{1,14}(?:更|多|高|大|少|低|快)|\bwhich\b[^?]*\b(?:more|higher|larger|greater|less|fewer|lower|bigger|smaller|faster|slower|longer|shorter)\b|是[^，,]{1,20}的(?:多少|几)倍|\bcompare|\bthan\b|\bdifference\b|\bversus\b|\bvs\b"
)
ASKS_SAME = re.compile(
    r"一样(?:多|高|大|快|长)?[吗么]|一样不一样|是不是一样|是否一样|同一个(?:数|值|数字|数目)(?:[吗吧么]|不是)|(?:相同|相等)[吗么]|"
    r"是否(?:相同|相等|持平)|\bthe same (?:number|figure|amount|rate)\b"
)
"""Two quantities are asked to be equal; folded text."""
# A yes/no question with a number is a claim about that one: Did it draw more than 150,000 visits?
CLAIM_EN = re.compile(
    r"^\s*(?:is|are|was|were|did|does|do|has|have|had|will|can)\b.*\b(?:more|less|fewer|higher|lower|greater|larger) than "
    r"(?:about |some |around )?\d"
)
# Asked against the year before, a growth: the report states it (同比增加53.2个百分点), nothing is to be computed.
GROWTH = re.compile(
    r"比(?:上年|去年|前年|上一年|前一年|头一年|[一二三四五六七八九十\d]+年前|(?<!年比)(?:19|20)\d\d年|往年|同期|上半年)(?:同期)?(?:又|还|都|要|能)?(?:(?:提高|提升|上升|下降|减少|增加|降低|缩小|扩大|[高多低少快慢涨增降])(?:长|加|了|出)?)+(?:多少|几)"
)
_LIST = (
    r"哪些|那些(?=[^，,]*[名列报])|哪几|哪[两二三四五六七八九十]|[几两三四五六七八九十][个项种篇句]\S{0,8}(?:分别|各)(?:是|指|叫)|分别(?:指|卖|针对)|"
    r"名字都|都叫(?:什么|啥)|有(?:什么|啥)(?!用|意义|影响|效果)[^，,]{0,8}(?:项目|活动|品牌|制度|措施|举措|机制|荣誉|问题|困难|不足|短板|产业|方面|地方)|"
    r"(?:存在|面临|遇到|碰到|面对)(?:着|了)?(?:什么|啥)[^，,？?]{1,10}[？?]?$|有(?:什么|啥|谁)[？?]?$|有(?:什么|啥)(?!用|意义|影响|效果|变化|区别|关系|办法)[^，,？?]{1,8}[？?]?$|(?:指出|说出|举出|点出|给出)[一二两三四五六七八九十几\d]+[个项条种]|"
    r"分别(?:是|有|叫|在|为)|列(?:出|举|一下)|都(?:有|是)(?:什么|啥|谁)|包括(?:什么|啥)|包含(?:什么|啥)|"
    r"\bwhich [a-z]+s\b.*\?|\blist\b|\bwhat are\b|\bname the\b|"
    r"\b(?:which|what) (?!(?:is|was|does|has)\b)(?:(?!(?:is|was|does|has|the|of)\b)[a-z'-]+ ){1,3}?[a-z]{2,}(?<!s)s "
    r"(?:are|were|do|did|does|have|has|had|will|became|become|got|won|made|took|opened|entered)\b"
)
# A figure or a saying that sums something up (用哪三个数字来概括) is no summary.
_NO_SAYING = r"^(?!.*(?:哪|什么|啥)[^，,]{0,3}(?:数字|个?字|句话|个?词|成语|口号)|用[^，,]{0,4}(?:数字|个字|个词|成语))"
# What a summary is asked for by: the nouns for what was done, came of it, is planned or stands in the way.
_BROAD_NOUN = (
    r"(?:情况|进展(?!到)|状况|现状|概况|形势|成绩单?|成效|成果|成就|收获|战果|业绩|政绩|答卷|亮点|看点|特色|重点|着力点|发力点|突破口|重头戏|"
    r"主攻方向|方向|举措|措施|办法|做法|招数|新招|招(?!商|聘|生|标)|点子|动作|动静|变化|改变|改善|起色|打算|规划|计划|安排|部署|思路|谋划|构想|"
    r"功夫|努力|文章|实事|好事|大事|实惠|好处|表现|瓶颈|效果|经验|作为|贡献)"
)
_BROAD_TOPIC = (
    r"(?:工作|治理|建设|发展|产业|民生|党建|文旅|旅游|振兴|改革|保障|服务|管理|环境|队伍|领域|方面|事业|经济|农业|工业|教育|医疗|卫生|文化|生态|"
    r"安全|稳定)"
)
_WHAT = r"(?:什么样的|什么|啥样的|啥|哪些|何种|何|怎样的|怎么样的|怎样|如何|怎么样|咋样)"
_SUMMARY_NOUNS = (
    # 有什么新招, 取得怎样的效果; but a figure's change is a figure (走访率有什么变化).
    rf"(?<![率量数额入资度势])(?:[有做办干下交拿用取得采到花付成获定作过了来些]|付出|交出|遇到|碰到)+{_WHAT}(?:[新大好]|具体|主要|特色|明显|显著|实际)*的?{_BROAD_NOUN}(?=[?？。，,呢呀啊]|$)|"
    rf"^(?!.*分别).*{_BROAD_NOUN}(?:都|主要|大概|具体)?(?:是|有|包括|体现)?(?:在|于)?(?:{_WHAT}|哪)(?:方面|些|里|几个?方面)?[呢呀啊]?[？?]?$"
)
_SUMMARY_BARE = rf"^(?!.*(?:多少|几|谁|哪|什么|啥|吗|何|怎|咋|\d)).{{2,}}(?:{_BROAD_NOUN}|{_BROAD_TOPIC}|问题|不足|短板|困难|难题)[？?。]?$"
_SUMMARY = (
    rf"{_SUMMARY_NOUNS}|{_SUMMARY_BARE}|"
    r"忙(?:了|活|些|着)+(?:什么|啥|哪些)|把(?:精力|力气|心思|重心|重点)[^，,]{0,6}(?:哪|什么)|用[^，,哪什啥]{0,3}句话(?:说|讲|介|概|描|总|谈)|(?:说明|描述|介绍|交代)一?下|"
    r"\btell me (?:about|more)\b|^\s*(?:please )?(?:describe|outline)\b|\bwhat (?:progress|problems?|difficult\w+|achievements?|results|changes|efforts) (?:was|were|does|do|did|has|have|is|are)\b|"
    r"\bwhat (?:did|does|has|have) [^?]{2,40}? (?:achieve|accomplish)\w*\b|\bhow (?:is|are|was|were) [^?]{2,40}? (?:tackl|improv|promot|develop|address|handl)\w+|"
    rf"{_NO_SAYING}.*(?:总结(?:一)?下|总结成|归纳|几句话|概括|概述|说几[句条点]|说个大概|理一理|几个主要方面)|"
    r"(?:说说|讲讲|谈谈|聊聊)|总体(?:情况|上)|介绍(?:一下|下)|(?:主要|重点)(?:内容|做了|工作|成绩|成效|亮点|思路|任务|举措|讲)|"
    r"^(?!.*(?:为[什啥何]|怎么)).*(?<![举承主开])[办抓搞](?:了|过)(?:一?些|点)?(?:什么|啥)事?[？?]?$|"
    r"(?:说明|阐述|简述)[^，,]{0,24}(?:情况|方式|成效|做法|过程|思路|举措)|"
    r"[做干](?:了|过)(?:一?些|点)?(?:什么|啥|哪些)|(?:要|该|得|打算|准备|计划)[干做抓办搞](?:些|点)?(?:什么|啥|哪些)(?:事|工作)?[呢呀啊]?[？?]?$|出了?(?:什么|啥|哪些)力|讲了(?:什么|啥|哪些)|说了(?:什么|啥)|"
    r"(?:有|采取了?|发生了?|出台了?)(?:什么|啥|哪些)(?:成绩|成效|进展|亮点|打算|安排|举措|思路|起色|动作|行动)|有哪些变化|(?:办|做)了?哪些(?:实事|好事)|"
    r"哪几个?方面的?(?:要求|工作|举措|安排)|怎么(?:打算|安排)|情况(?:如何|怎么样|怎样)|[得展况果作设理业](?:怎么样|怎样|如何|咋样)了?[？?]?$|"
    r"怎么(?:抓|干|搞|走|改|发展|发力)的?[？?]?$|(?:打算|准备)[^，,]{0,10}(?:怎么|咋|如何)|做了点?(?:什么|啥)|"
    r"\bsummar|\boverview\b|\bmain (?:points|achievements|tasks)\b|"
    r"\bwhat (?:will|is|was|has|have|are|were)(?: to)?(?: be| been| being)? (?:done|planned)\b|\bwhat (?:steps|measures|efforts)\b|"
    r"\bwhat (?:does|do|did|will|has|have) [^?]{2,40}? (?:plan|intend|want|do|done)(?: to do)? (?:for|about|on|in|to)\b|"
    r"\bhow (?:does|do|will|is|are|did) [^?]{2,60}? (?:intend|plan|going|aim|hope|want)s? to\b"
)
_YESNO = (
    r"[\d万亿个家人名户件场亩%]没有?[？?]?$|已经?[^，,多什啥几哪谁何怎咋]{1,16}了[？?。]?$|[了过成完]啦[？?]?$|[工成好束用放通]啦[？?]$|可(?:有|曾)[^，,]*[？?]$|对否|是否|"
    r", ?(?:right|correct|true|is(?:n'?t)? (?:it|that)(?: (?:right|so|true))?)\?*$|"
    r"(?<!干)吗|吧[？?。]?$|没(?:记)?错|准不准|对不[？?]?$|真的|听(?:说|人)[^多什啥几哪谁何怎咋]*$|是不是|是否|有没有|有无|对不对|对吧|能不能|会不会|(?:了|过|成|好|完|到)(?:没有?|不)[？?]?$|没[？?]?$|"
    r"^\s*(?:is|are|was|were|did|does|do|has|have|had|will|can)\b"
)
# A statement with a number and a question mark asks for confirmation: “评了8批50个人?”
STATEMENT = re.compile(r"[了有是达到要]\D{0,12}(?:\d|一半|过半|半数).*[？?]$|[了过的啦咯][？?]$")
ASKING = re.compile("什么|啥|多少|几|哪|谁|何|怎|咋|为什|干嘛|干吗")
META = (
    r"(?:这(?:份|个|篇)|该|本)?(?:报告|文件|材料|文章|总结)(?:是)?(?:由)?(?:谁|哪个|哪家|哪里|什么时候|何时|哪天|哪年|哪一)|"
    r"(?:报告|文件|总结|材料)[^，,]{0,10}(?:标题|题目|名称|叫什么|全称|索引号|文号|来源|落款|署名)|"
    r"(?:报告|文件|材料|总结|全文|正文)[^，,]{0,8}(?:多少字|几个?(?:部分|章|板块)|目录|提纲|结构)|这是哪(?:个|家)?[^，,]{0,4}的(?:工作)?(?:报告|总结|材料|文件)|"
    r"^(?:报告|文件)?(?:的)?来源(?:是)?(?:哪里|哪儿|哪|什么|谁)?[？?]?$|^(?:访问(?:次数|量)|阅读量|原文链接|网址|全文多少字)|\bindex number\b|"
    r"(?:报告|总结|材料|文件)[^，,]{0,6}(?:几月几号|哪(?:一)?天)(?:写|定|印|发)|"
    r"这(?:份|个|篇)(?:东西|稿子|材料|公文|文件)|(?:讲|说|写|总结)的[^，,]{0,4}哪(?:一)?年|谁(?:写|发布?|公开|公布|出)的|(?:发布|公开|公布|发文|出台)(?:的)?(?:机构|单位|部门|日期|时间)|索引号|文号|"
    r"(?:报告|文件|总结|材料)[^，,]{0,10}(?:发布|公开|公布|覆盖|时间范围|期间|时段|涵盖|上网)|(?:什么时候|何时|哪天|哪年)[^，,]{0,6}(?:发布|公开|公布|挂网)|"
    r"作(?:的|了|过)?(?:工作)?报告的?(?:[^，,。？?]{0,4})(?:是谁|叫|哪位|何人)|(?:哪(?:一)?天|什么时候|何时|谁)[^，,。？?]{0,6}(?:作|做|听|审议|宣读)[^，,。？?]{0,10}报告|"
    r"\b(?:who|when|what)\b[^?]*\b(?:report|document)\b[^?]*\b(?:publish|issue|release|title|period|cover|wrote|written|index|made public|deliver|presented|come out|came out|dated)|"
    r"\bwho (?:delivered|gave|presented|read)\b[^?]*\breport\b|\bwhen\b[^?]*\b(?:delivered|gave|presented)\b[^?]*\breport\b|"
    r"\b(?:publish|issue|release|index number|title)[a-z]*\b[^?]*\b(?:report|document)\b|"
    r"\bwho (?:issued|published|wrote)"
)
PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("compare", _COMPARE),
    (
        "quantity",
        r"^[^，,。？?]{0,16}(?:率|量|额|增速|增幅|收入|产值)(?:是|现在|目前)?(?:怎么样|如何|怎样|咋样)[了呢啊]?[？?]?$",
    ),
    ("yesno", _YESNO),
    ("summary", _SUMMARY),
    ("list", _LIST),
    (
        "why",
        r"为什么|为何|为啥|原因|缘故|根源|症结|怎么会|(?:怎么|咋)回事|凭什么|因为(?:什么|啥)|(?:什么|啥)(?:导致|造成|引起)|\bwhy\b|\breasons?\b",
    ),
    (
        "when",
        r"(?:什么|啥|哪个?)时候|啥时|何时|何日|哪天|哪一天|哪年|几月|几号|哪个月|哪个季度|什么时间|几时|(?:礼拜|星期|周)几|\bwhen\b|时间(?:是)?[？?]?$",
    ),
    ("quantity", _NUMBER_WORD),
    (
        "quantity",
        r"(?:收入|支出|产值|增速|增幅|产量|投资|税收|生产总值|gdp|率|人数|面积)(?:增长|完成)?的?(?:预期)?目标(?:值)?(?:是)?[？?]?$",
    ),
    (
        "quantity",
        r"(?:人数|人口|户数|个数|数量|总数|面积|总额|金额|销售额|产值|增速|增幅|降幅|比例|比重|占比|天数|起数|件数|次数|家数|台数|收入|营业额|营收|投资额|总投资|税收|支出|产量|里程|[收率]入?率|率)(?:是)?[？?]?$",
    ),
    ("where", r"哪里|哪儿|在哪|何处|什么地方|啥地方|到哪|去哪|\bwhere\b|地点|哪个(?:村|镇|县|市|省|区|乡|社区|街道)"),
    ("who", r"谁|哪位|姓名|哪个(?:单位|部门|机构|公司|企业)|\bwho\b|\bwhom\b"),
    ("which", r"哪个|哪一|哪项|哪种|哪类|哪家|哪条|\bwhich\b"),
    ("how", r"怎么|怎样|如何|咋|啥样|有(?:什么|啥)变化|\bhow\b"),
)
UNITS: tuple[tuple[str, str], ...] = (
    (
        "元",
        r"多少(?:万|亿)?(?:元|钱|块)|多少[^，,。？?]{0,4}(?:钱|费)|(?:钱|款)[^，,。？?]{0,6}多少|收入|投资|销售额|营收|产值|资金|税收|费用|经费|补贴|贷款|总额|总产值|生产总值|增加值|赚|挣|revenue|income|investment|yuan|money|sales",
    ),
    ("岁", r"多大(?:年纪|岁数|年龄)|(?:年纪|岁数|年龄)[^，,。？?]{0,4}(?:多大|多少|几)|几岁|how old"),
    (
        "%",
        r"百分|几成|增长|增速|增幅|下降|降幅|涨幅|降了多少|涨了?多少|比例|比重|占比|占了?多少|率(?!先)|percent|\brate\b|growth|grow|what (?:share|proportion|fraction)",
    ),
    ("亩", r"多少(?:万)?亩|面积|地(?:有|是)?多少|占地|多大|how many mu\b|area"),
    (
        "人",
        r"多少人|几人|人(?:数|口)|人(?:有|共|一共)?多少|多少(?:个|名|位)?(?:游客|群众|党员|干部|学生|教师)|how many (?:people|persons|visitors)",
    ),
)
ASKED_UNIT = re.compile(
    r"(?:多少|几)(?:个?(?:万|亿|千|百|十))?(?P<unit>平方公里|平方米|立方米|公里|百分点|人次|件次|批次|场次|万元|亿元|元|块钱|钱|亩|回|趟|遍|人(?!才|工|参|均|文|民币)|名(?![额单称])|位(?!置)|户(?![籍厕外])|家(?![庭长畜禽政])|个月|个(?![万亿千百])|次|期|"
    r"场(?![地馆所])|支(?![部出])|件|批|轮|项|处|条(?!件)|座(?!谈|位)|所(?!有)|间|栋|套|台(?![账风])|辆|头|只|株|棵|张|份|种(?![植子养])|类|级|届|(?<![放贷捐拨欠借存]了多少)(?<![放贷捐拨欠借存]多少)款|枚|幅|首|"
    r"天(?!然|燃|津)|日|倍|吨|斤|公斤|米|月|年(?![轻级])|岁)"
)
ASKS_MONEY = re.compile(
    r"多少[^，,。？?有]{0,5}(?:费|钱|资金|款)(?:用)?[？?]?$|(?:的|了)?(?:钱|资金|款|经费|费用)(?:已经|现在|一共|总共)?(?:到|花|投|拨|用)?(?:了|有|是)?多少[？?]?$"
)
# What is written for a unit that is spoken.
WRITTEN = {"万元": "元", "亿元": "元", "块钱": "元", "钱": "元", "回": "次", "趟": "次", "遍": "次"}
PERCENT = re.compile(
    r"百分之[几多]|几成|几个百分点|(?:[涨增升降跌高低快慢多少]|提高|下降|增长)[^，,。？?]{0,4}几个点|多少个?百分点|百分比|"
    r"(?<![效频])率(?:是|有|为|达到?|约)*(?:多少|多高|几)|percentage|what (?:share|proportion|fraction)"
)
SECOND_HALF = re.compile(r"下半年|second half|明年|next year|下一步|接下来|今后|未来|年底|年内")
TARGET = re.compile(
    r"目标|计划|打算|力争|争取|预计|预期|(?<![主简重摘纪首])要(?!求|素|点|闻|是|不)|将|准备|拟|下一步|接下来|今后|明年|下半年|未来|"
    r"\btargets?\b|\bplan(?:s|ned|ning)?\b|\bgoals?\b|\bwill\b|\baims?\b|\bexpected\b|\bintends?\b|\bwants?\b|\b(?:is|are) (?:going )?to [a-z]|second half|next year"
)
RESULT = re.compile(
    r"了|已|成绩|成效|成果|成就|亮点|收获|战果|完成情况|实际|实现|上半年|过去|去年|目前|今年以来|\bdid\b|\bwas\b|\bwere\b|\bhas\b|\bhave\b|first half"
)
ASKS = re.compile(
    r"多少|几(?!乎|年来)|什么|啥|哪|谁|多(?=[大高长久])|怎么|怎样|如何|咋|呢[？?]?$|\b(?:how|what|which|who|when|where)\b"
)
YEAR = re.compile(r"(?:19|20)\d{2}(?=年|\b)")
