"""Characters that are taken for one another because they look alike, whatever they sound like."""

from functools import cache

_GROUPS = """
    己已巳 未末 土士 人入八 日曰 由田甲申 千干于 治冶 待侍 析折拆 拨拔 荣菜 今令 侯候 兔免 广厂 戊戌戍 贝见 午牛
    天夭无 大太犬 木本术 刀力 王玉主 白自 目且 乌鸟 处外 历厉 代伐 住往佳 师帅 折拆 技枝 抢枪 换挽 遣遗 密蜜 经轻径
    纪记 拦栏 幕墓慕暮 博搏 辩辨辫 脑恼 消销 清请情 峰锋 稍梢 园圆 帐账 踪综 梁粱 竟竞 祥详 绩债 续读 淮准 壮状
    孤弧狐 哀衰 兵乓 即既 沮阻 陪赔倍培 欧殴 晴睛 暖缓 施旅 概慨 徽微 籍藉 偏编遍篇 晓浇烧 场扬 低底抵 肓盲 茶荼
    粟栗 钓钧 斤斥 坏环 埋理 浸侵 提堤 城诚 程呈 载戴栽 燥躁操 赢羸 幻幼 炙灸 设没 问间 间闻 史吏 更便 受爱 皮度
    复夏 第弟 失矢 各名 吉古 右石 直真 具其 侧测 洒酒 材村 柱桂 构购 授援 抓爪 捐损 滩难 搞槁 粮粉 料科 种钟 积织
    租组 税锐 稳隐 穗稻 管官 简筒 篮蓝 类美 级吸 纲网钢 给洽 绿缘 维唯 缔蹄 群裙 职织 育盲 航舫 舰般 苗亩 范苑 获荻
    落洛 融隔 补朴 览鉴 订计 讨付 评坪 识织 试诚 话活 询洵 课棵 贫贪 货贷 质盾 贸贺 费贵 超趋 跃沃 转传 较校 辆俩
    边达 迁迂 进近 远还 述迷 追迫 逐遂 造浩 道遁 郊效 部陪 鸣鸠 集隼 雾露 需儒 项顶 预颁 颗棵 风凤 饮饥 馆管 驻住
    验检
"""


@cache
def _table() -> dict[str, str]:
    table: dict[str, set[str]] = {}
    for group in _GROUPS.split():
        for character in group:
            table.setdefault(character, set()).update(set(group) - {character})
    return {character: "".join(sorted(others)) for character, others in table.items()}


def lookalikes(character: str) -> str:
    """Characters commonly taken for ``character``; empty for most.

    >>> lookalikes("未")
    '末'
    """
    return _table().get(character, "")
