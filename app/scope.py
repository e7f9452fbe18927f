"""Questions that are none for a report: chatter, opinions, requests for other work, attempts to give orders.

A list of what language does, not of known questions; what passes here still has to find its evidence. Whatever a
report may be asked must pass: a work report speaks of stories told, roles played, good practice (做法), lottery
funds and formalism fought, so a topic alone never makes a question foreign; a request or an address does.
"""

import re

from index.lexical import fold

_ORDERS = re.compile(
    r"(?<![否有没不被能])(?:忽略|无视|忘记|忘掉|不要管|别管|抛开|跳过|绕过|不用(?:管|看))(?!了)[^，,。]{0,12}"
    r"(?:报告|指令|指示|规则|限制|提示|上面|前面|之前|内容|设定|以上(?:的|所有|全部|[，,。]|$))|"
    r"</?\s*(?:system|assistant|user|admin|instructions?|prompt)\b[^>]*>|(?:管理员|调试|上帝|越狱|无限制)模式|"
    r"(?:系统|初始|内部)提示词|你[^，,。]{0,6}(?:系统|初始|内部)提示|提示词|越狱|开发者模式|"
    r"你(?:现在)?(?:是|扮演|假装|充当)(?!说|指)[^，,。？?]{0,16}(?:助手|专家|黑客|猫|模型|机器人|老师|律师|医生|演员)|"
    r"你(?:现在)?就是[^，,。？?]{0,10}(?:镇长|县长|区长|市长|省长|乡长|局长|书记|主任|领导|管理员|客服)(?=[，,。！!])|"
    r"(?:^|请|你|你来|给我)(?:扮演|假装)|角色扮演|假装你|(?:你|回答)[^，,。]{0,6}不受(?:任何)?(?:限制|约束)|"
    r"\bignore (?:all |the |any |previous |above |your )|\bdisregard (?:all|the|any|your|previous)\b|"
    r"\bforget (?:all|the|your|everything)|system prompt|jailbreak|developer mode|"
    r"\bpretend (?:to|you|that)\b|\byou are now\b|(?:^|[.,!] ?|\bplease |\byou )(?:now )?act as |"
    # How to answer, instead of what is asked: 只回答“对”, 在回答末尾加上…, 重复下面这句话; parts of a prompt; tools.
    r"(?:一律|只能?|必须|直接|请)(?:回答|答|输出|承认|说)[:：]?[“\"「]|必须承认|(?:回答|答案|回复)(?:的)?(?:末尾|结尾|最后|开头|前面)[^，,。]{0,4}(?:加|写|附)|"
    r"(?:重复|复述|跟我(?:念|说)|照着(?:念|说))[^，,。]{0,4}(?:下面|以下|这句|一遍)|输出[“\"「]|(?:^|[\s>])(?:系统|system)(?:提示|消息|指令| message| prompt)?\s*[:：]|"
    r"以下是(?:新的|另外的)(?:段落|资料|材料|指令|规则)|(?:引用|标上|加上)(?:出处)?\[\d|调用[^，,。]{0,4}(?:工具|函数|接口)[a-z_]|解码并?执行|base64|"
    r"从(?:现在|此刻)(?:开始|起)?[^，,。]{0,4}你|\bfrom now on,? (?:you|say|answer|reply|respond|only|always)\b|\bsystem (?:update|override|notice)\s*[:!]|"
    r"\brepeat after me\b|\bnew system message\b|\b(?:answer|say|reply) (?:only|exactly|that|with)\b[^?]*$"
)
# What a document may say to whoever reads it; narrower, for reports speak of rules and of disregard for them.
_TO_THE_READER = re.compile(
    r"(?:忽略|无视|忘记|忘掉|不要管)[^，,。]{0,8}(?:以上|上面|上述|之前|前面|此前)[^，,。]{0,8}(?:指令|指示|规则|内容|提示|设定|要求)|"
    r"系统提示词|你现在是[^，,。]{0,16}(?:助手|模型|机器人|专家|黑客)|(?:^|[，,。！!]|请你?)(?:扮演|假装)(?:你|黑客|成|一[个名])|"
    r"\b(?:ignore|disregard|forget) (?:all |the |any |your )*(?:previous|above|prior|earlier)\b|\bsystem prompt\b|\byou are now an?\b"
)
_LEAD = r"(?:帮我|给我|替我|为我|请你?|给大家|^)(?:再|来)?"
_GENRE = (
    r"(?:诗|绝句|律诗|歌(?!舞)|歌词|散文|作文|小说|故事|笑话|段子|对联|情书|检讨|"
    r"发言稿|演讲稿|新闻稿|邮件|代码|程序|脚本|爬虫|文案|广告词?|画)"
)
_OTHER_WORK = re.compile(
    # A piece of work asked for by its measure word (写一首…诗, 讲个笑话) or with an address (帮我写…代码).
    rf"{_LEAD}(?:写|作|编|创作|来|讲|说|唱|画)(?:一|几|两)?(?:首|篇|段|句|个|幅|封|份|支)[^，,。]{{0,14}}{_GENRE}|"
    r"(?:写|起草|拟)(?:一|个)?(?:份|篇|封|张)?[^，,。的了过几多]{0,8}(?:申请书|检讨书|保证书|请假条|简历|辞职信|合同|心得体会|读后感)(?!的)|"
    rf"(?:改写|改编|编|改|写)成[^，,。]{{0,8}}(?:rap|说唱|快板|相声|小品|童话|顺口溜|三字经|{_GENRE})|"
    rf"(?:写|作|编|创作)一(?:首|篇|段|幅|封)[^，,。]{{0,14}}{_GENRE}|(?:作|写|赋|吟)诗一首|"
    rf"(?:帮我|给我|替我|为我)[^，,。]{{0,12}}(?:写|编|作|画)[^，,。]{{0,14}}{_GENRE}|"
    r"(?:翻译成|翻译为|翻成|译成|译为)|用(?:python|java|c\+\+|代码|英文诗)|\bpython\b|\bsql\b|"
    r"算(?:一下|算)?命|(?:买|推荐|哪[只支])[^，,。]{0,4}股票|股票[^，,。]{0,6}(?:涨|跌|买|行情)|彩票(?!公益)|双色球|菜谱|"
    r"[肉鱼鸡鸭汤面饼菜]的(?:家常)?做法|(?:今天|明天|后天|周末|最近)[^，,。]{0,8}天气|天气(?:怎么样|如何|好不好)|"
    r"几点了|今天(?:星期|周[几一二三四五六日]|几号)|"
    r"(?:^|\bplease |\byou )write\b|\bwrite (?:me|us)\b|\btell (?:me )?a (?:joke|story)|"
    r"(?:^|\bplease |\byou )translate\b|\btranslate (?:this|it|the report)\b|\bpoem\b|"
    r"\bweather (?:like|today|tomorrow|forecast)\b|\bthe weather\?|\b(?:write|python|java|source)\b[^.?]{0,20}\bcode\b"
)
_CHATTER = re.compile(
    r"^(?:你好|您好|hi|hello|嗨|哈喽|在吗|在不在|早上好|晚上好|谢谢|多谢|再见|拜拜|哈哈+|呵呵+|嗯+|哦+|ok|好的)+[啊呀啦哦吗呢吧!！?？。,，~～\s]*$|"
    r"你(?:是谁|叫什么|会什么|能(?:做|干)什么|喜欢|爱|觉得|认为|怎么看|的看法|几岁|多大|累不累|是不是(?:人|机器))|"
    r"你(?!们)(?:今天|昨天|早上|中午|晚上|平时|现在)?[^，,。]{0,2}(?:吃|喝|睡|穿)(?:的|了|过|得|什么|啥)|"
    r"陪我(?:聊|说|玩)|(?:跟我|和我)(?:玩|聊(?:会儿?)?天|说会儿?话|谈恋爱)|"
    r"\bwho are you\b|\bhow are you\b|\bdo you (?:like|think|love|feel)\b|\byour opinion\b"
)
_OPINION = re.compile(
    # A charge instead of a question (你就说是不是吹牛吧, 光说不练,承认不), a mark to be given, small talk.
    r"(?<![治对绝止击])(?:吹牛|吹嘘|糊弄|忽悠|光说不练|作秀|骗人|骗老百姓|天花乱坠)(?!的)[^。？?]{0,20}(?:吧|承认|认不认|敢不敢|是不是|对不对|[吗呢不？?])|"
    r"(?:打|评)(?:个|几|多少)?分[吧呗嘛]?[？?！!。]*$|你(?:个人|自己|本人)|聊聊(?:呗|吧|嘛|天)[？?！!。]*$|"
    r"(?:该不该|应不应该|值不值得|值得|要不要)(?:我|你|去|买|投)|[我你](?!们)[^，,。]{0,6}(?:该不该|应该|应不应该)|"
    r"靠谱吗|好不好看|好不好吃|好吃吗|好玩吗|漂亮吗|帅[吗不]|"
    r"(?:给我|帮我|为我|你能|能不能|请你?)[^，,。]{0,4}推荐|推荐(?:我|一下)|^推荐(?:几|一)?[个家]|建议我|"
    r"(?:领导|镇长|县长|书记|干部|政府|他们|你们|镇里|报告|数字|数据)[^，,。反治除戒防查提到]{0,6}"
    r"(?:贪污|腐败|造假|注水|撒谎|骗人|吹牛|作秀|形式主义)了?[吗吧？?]|\bshould i\b|\brecommend (?:me|a|some)\b"
)


def out_of_scope(question: str) -> bool:
    """Whether ``question`` asks for something that no report answers."""
    folded = fold(question)
    return any(pattern.search(folded) for pattern in (_ORDERS, _OTHER_WORK, _CHATTER, _OPINION))


def gives_orders(text: str) -> bool:
    """Whether words of a document address a reader or a model with orders (忽略以上指令…), instead of reporting."""
    return _TO_THE_READER.search(fold(text)) is not None
