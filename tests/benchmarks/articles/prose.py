"""What articles say besides statistics, and news of other kinds that has numbers and no statistics at all.

None of it states how many of anything were counted: days, times, articles of laws, telephone lines, ages that name a
group, temperatures, scores, prices, lengths.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tests.benchmarks.articles.draft import Draft

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip

# Slots of background and advice: past and coming days (with their month in English), hour, year, number.
BACKGROUND: Mapping[str, Sequence[str]] = {
    "en": (
        "The agency attributes the trend to the spread of smartphones among younger children, and to services on which "
        "strangers can write to one another without giving their names.",
        "An expert panel of the agency [met|convened] on {past} to discuss how schools and parents can be "
        "informed earlier. Its members include teachers, lawyers and people from the companies concerned.",
        "\"We want families to talk about this at home before something happens,\" an official of the agency said. "
        "\"Children often do not know whom they can turn to.\"",
        "Under Article {number} of the prefectural ordinance, those in charge must take steps to keep young people "
        "from harm. The provision has been in force since April 1, {year}.",
        "The police boxes in front of stations hand out a leaflet on the subject. It explains in plain words what to "
        "do, whom to call and why nobody should feel ashamed to ask for help.",
        "A bill to revise the law was submitted to the Diet in the spring. It is expected to pass during the current "
        "session, though [opposition lawmakers|lawyers] have asked for a longer debate.",
        "Officers are giving lectures at schools all over the country. They speak about what is safe to write and to "
        "show, and pupils practice how to say no.",
        "Operators of services have strengthened the monitoring of messages. Some of them now ask users to prove their "
        "age, and close accounts that break the rules.",
        "\"It is too early to feel relieved,\" said a [lawyer|professor|counselor] who has long worked with those "
        "affected. \"What the police see is only what people dare to tell them.\"",
        "The agency said it would continue to work with municipalities and private groups. A meeting with their "
        "representatives is planned for {coming}.",
        "The matter was also on the agenda of the National Public Safety Commission, whose members heard a report on "
        "the morning of {past}.",
        "At the request of the police, shops and libraries put up posters. A song written for the campaign is played "
        "before films and on the radio.",
        "Private groups offer help as well, by telephone and by message, in several languages. They say that young "
        "people write to them mostly late in the evening, when nobody else is there to listen.",
        "\"A number does not tell what a family goes through,\" said a mother who takes part in a self-help group. \"I "
        "wish somebody had asked us earlier.\" She now speaks at meetings of parents.",
        "The current law dates from the time before smartphones. Scholars have long argued that it leaves gaps, and "
        "Section {number} in particular is read differently from court to court.",
        "The local governments have taken different roads. Some have written rules into their ordinances, others rely "
        "on advice, and a few have opened counters where anybody can walk in without an appointment.",
    ),
    "ja": (
        "警察庁は、スマートフォンの普及や、見知らぬ人同士が名前を明かさずにやり取りできるサービスの広がりが背景にあるとみている。",
        "警察庁の有識者会議は{past}日に会合を開き、学校や保護者への周知の進め方を話し合った。",
        "担当者は「家庭で話し合うきっかけにしてほしい。困ったときは一人で抱え込まないで」と[話す|呼びかけている]。",
        "条例の第{number}条は、事業者に対策を取るよう求めている。施行は{year}年4月1日だった。",
        "各地の交番では、相談先や注意点を分かりやすくまとめたパンフレットを配っている。外国語版も用意した。",
        "改正法案は今国会に提出され、会期中に成立する見通しだ。専門家からは慎重な議論を求める声も出ている。",
        "警察官が全国の学校を訪ね、書き込みや写真の扱い方について授業を行っている。断り方を実際に練習する時間もある。",
        "サービスの運営会社は投稿の監視を強め、規約に反する利用者の登録を取り消すなどの対策を進めている。",
        "長く支援に携わる[弁護士|大学教授|相談員]は「警察に届くのは打ち明けられたものだけだ」と指摘する。",
        "警察庁は自治体や民間の団体と協力し、取り組みを続ける方針。来月{coming}日には関係者との会議を開く。",
        "国家公安委員会でも{past}日午前{hour}時から報告があり、委員が意見を交わした。",
        "図書館や商店にはポスターが貼られ、呼びかけの歌も流れている。駅前では高校生がチラシを配った。",
        "民間の団体も電話やメッセージで相談に応じている。夜遅く、誰にも話せずに書き込む若者が目立つという。",
        "自助グループに加わる母親は「数字だけでは家族の苦しみは分からない。もっと早く声をかけてほしかった」と語った。",
        "現行法はスマートフォンが広まる前に作られた。第{number}条の解釈は裁判所によって分かれ、見直しを求める意見が根強い。",
        "自治体の対応はさまざまで、条例に規定を設けたところもあれば、予約なしで相談できる窓口を開いたところもある。",
    ),
}  # fmt: skip
ADVICE: Mapping[str, Sequence[str]] = {
    "en": (
        "In an emergency people should dial 110. Advice is available at #9110 on weekdays from {hour} a.m. to 5 p.m.",
        "The agency [calls on|urges] people to consult the nearest police station. The hotline, 0120-00-7867, is free "
        "of charge.",
        "\"Anyone who is worried can come to us at any time,\" an official said. \"Nobody has to give a name.\"",
        "The full report is to be published on the agency's website on {coming}.",
        "Parents can read more in a guide that the agency revised in {year}.",
    ),
    "ja": (
        "緊急の場合は110番。相談は警察相談専用電話「#9110」で平日午前{hour}時から午後5時まで受け付けている。",
        "警察庁は、最寄りの警察署や相談窓口に早めに連絡するよう呼びかけている。",
        "「名前を言わなくてもよい。心配なことがあれば、いつでも来てほしい」と担当者は話す。",
        "詳しい報告書は来月{coming}日に警察庁のホームページで公表される。",
        "保護者向けの手引は{year}年に改訂されており、誰でも読むことができる。",
    ),
}  # fmt: skip
_TOWNS: Mapping[str, Sequence[str]] = {
    "en": ("Aoba", "Hoshino", "Kitahama", "Morioka", "Namiki", "Sakuragi", "Umezu", "Yukimura"),
    "ja": ("青葉", "星野", "北浜", "森丘", "並木", "桜木", "梅津", "雪村"),
}
# By language and kind of news: titles, then sentences. Slots: town, other, day, month, and numbers a to e.
_NEWS: Mapping[str, Mapping[str, tuple[Sequence[str], Sequence[str]]]] = {
    "en": {
        "council": (
            ("{town} council debates the new library", "{town} plans for the town hall go into another round"),
            ("The council of {town} met on {month} {day} to speak about the building that is to replace the old "
             "library at the harbor.",
             "The session opened at {a} a.m. and lasted well into the evening.",
             "Under the draft the hall would be {b} meters long and would stand {c} meters back from the road.",
             "Several members wanted trees along the front, others feared for the view of the bay.",
             "The mayor promised to come back with a plan in the autumn, and thanked those who had written to her.",
             "Section {d} of the building code would have to be changed first.",
             "\"We should not decide this in a hurry,\" she said.",
             "The next meeting is on {month} {e}. Residents can listen from the gallery."),
        ),
        "weather": (
            ("Warm week ahead for {town}", "Rain expected in {town} and {other}"),
            ("The Meteorological Agency expects a high of {b} degrees Celsius in {town} on {month} {day}.",
             "In {other} the thermometer stood at {c} degrees at {a} in the morning.",
             "Winds from the south will reach {e} meters per second along the coast.",
             "Up to {d} millimeters of rain may fall in the mountains by noon.",
             "People are advised to drink enough and to rest in the shade.",
             "Clouds will clear from the west, and the night will be calm.",
             "The pressure was {b} points lower than at dawn, the observatory said.",
             "Snow remains on the northern slopes above {c}0 meters."),
        ),
        "sport": (
            ("{town} beat {other} in the final", "{other} lose at home to {town}"),
            ("{town} beat {other} {c}-{e} on {month} {day} under a cloudless sky.",
             "The first goal came in the {d}th minute after a long ball from the left.",
             "{other} had led {e}-1 until shortly before the break.",
             "The coach praised the patience of the side and said little about the referee.",
             "The winners meet {other} again on {month} {day}, kickoff {a} p.m.",
             "The captain, who wears No. {b}, left the field with a sore ankle.",
             "Rain had softened the ground, and neither side found its rhythm at first.",
             "The supporters sang until the lights went out."),
        ),
        "road works": (
            ("Route {b} near {town} to close at night", "Bridge between {town} and {other} under repair"),
            ("Route {b} between {town} and {other} will be closed at night from {month} {day}.",
             "Crews are renewing a stretch of {c}.{e} kilometers.",
             "Traffic is diverted over Route {d}; drivers should allow {c} minutes more.",
             "The speed limit on the detour is {b} kilometers per hour.",
             "Buses of line {e} stop at the temple instead of the market.",
             "The works are to end by {month} {e}, weather permitting.",
             "The bridge was built in 19{d} and has been painted once since.",
             "Shopkeepers along the road hope that customers will find the way."),
        ),
        "market": (
            ("Vegetable prices ease in {town}", "Stocks in Tokyo close little changed"),
            ("At the morning market of {town} cabbage cost {b}0 yen a head on {month} {day}.",
             "Leeks were at {c}8 yen a bunch and eggs at {b}5 yen a carton.",
             "Traders speak of good weather and full fields.",
             "The dollar was quoted at 1{d}.{e} yen in Tokyo at {a} a.m.",
             "Shares opened firm and gave up what they had gained by noon.",
             "Oil for delivery in {month} stood at {b}.{c} dollars a barrel.",
             "Dealers waited for a speech by the governor of the central bank.",
             "The fish hall opens again on {month} {e} after its annual cleaning."),
        ),
    },
    "ja": {
        "council": (
            ("{town}町議会、図書館の建て替えを議論", "{town}町の庁舎計画、再び審議へ"),
            ("{town}町議会は{day}日に本会議を開き、港の古い図書館の建て替えについて話し合った。",
             "会議は午前{a}時に始まり、夜まで続いた。",
             "案では建物の長さは{b}メートルで、道路から{c}メートル離して建てる。",
             "木を植えたいという議員もいれば、眺めを心配する議員もいた。",
             "町長は秋に計画を示すと約束し、手紙を寄せた住民に礼を述べた。",
             "建築基準の第{d}条を先に改める必要がある。",
             "次の会議は{e}日で、住民も傍聴できる。"),
        ),
        "weather": (
            ("{town}は暖かい一週間に", "{town}と{other}、雨の予報"),
            ("気象台によると、{day}日の{town}の最高気温は{b}度の見込み。",
             "{other}では午前{a}時に{c}度だった。",
             "海沿いでは南の風が風速{e}メートルに達する。",
             "山沿いでは正午までに{d}ミリの雨が降る恐れがある。",
             "水分をこまめに取り、日陰で休むよう呼びかけている。",
             "雲は西から晴れ、夜は穏やかになりそうだ。",
             "北の斜面の標高{c}0メートルから上には雪が残っている。"),
        ),
        "sport": (
            ("{town}が{other}を下し優勝", "{other}、{town}に敗れる"),
            ("{town}は{day}日、{other}を{c}―{e}で破った。",
             "先制点は前半{d}分、左からの長いパスを受けて決めた。",
             "{other}は前半のうちは{e}―1とリードしていた。",
             "監督は選手の粘りをたたえ、判定には触れなかった。",
             "背番号{b}の主将は足首を痛めて退いた。",
             "次の試合は{e}日の午後{a}時に始まる。",
             "雨で緩んだ芝に、両チームとも序盤は苦しんだ。"),
        ),
        "road works": (
            ("{town}の国道{b}号、夜間通行止め", "{town}と{other}を結ぶ橋を補修"),
            ("国道{b}号の{town}と{other}の間が{day}日から夜間通行止めになる。",
             "工事の区間は{c}.{e}キロ。",
             "車は国道{d}号へ迂回し、所要時間は{c}分ほど長くなる。",
             "迂回路の制限速度は時速{b}キロ。",
             "バスは市場の代わりに寺の前に止まる。",
             "橋は19{d}年に架けられ、一度塗り直されている。",
             "沿道の店主らは客足を心配している。"),
        ),
        "market": (
            ("{town}の野菜、値下がり", "東京株、小幅な動き"),
            ("{town}の朝市で{day}日、キャベツは1玉{b}0円だった。",
             "ネギは1束{c}8円、卵は1パック{b}5円で売られた。",
             "天候に恵まれ、畑の出来がよいという。",
             "東京外国為替市場の円相場は午前{a}時に1ドル＝1{d}円台で推移した。",
             "株価は買いが先行したが、昼までに上げ幅を失った。",
             "市場関係者は中央銀行総裁の講演を待っている。",
             "鮮魚の売り場は清掃のため休み、{e}日に再開する。"),
        ),
    },
}  # fmt: skip


def write_news(draft: Draft, language: str) -> str:
    """Write an article that states no statistic; returns its title."""
    draw = draft.draw
    titles, sentences = _NEWS[language][draw.choice(tuple(_NEWS[language]))]
    town, other = draw.sample(_TOWNS[language], 2)
    draft.say(draw.choice(titles), _drawn(draft, town, other))
    title = draft.text
    first, *rest = sentences
    draw.shuffle(rest)
    draft.say("\n\n" + first, _drawn(draft, town, other))
    rest += [draw.choice(BACKGROUND_OF_NEWS[language]) for _ in range(draw.randint(2, 4))]
    for number, sentence in enumerate(rest):
        draft.say("\n\n" if number % 2 else ("" if language == "ja" else " "))
        draft.say(sentence, _drawn(draft, town, other))
    draft.say("\n")
    return title


# Said under any news.
BACKGROUND_OF_NEWS: Mapping[str, Sequence[str]] = {
    "en": (
        "The town office answers questions by telephone on weekdays from {a} a.m.",
        "Much has been said about it in {town} over the past weeks, in the shops as well as on the ferry to {other}.",
        "A neighbor who has lived there since 19{d} remembers the day when it all began.",
        '"One gets used to everything," said the owner of the inn next to the station, and went back to her kitchen.',
        "It is not the first time that {town} and {other} have had to find an answer together.",
        "A photograph in the entrance hall shows the place as it looked in the spring of 19{b}.",
    ),
    "ja": (
        "町役場は平日の午前{a}時から電話で質問を受け付けている。",
        "{town}ではこの数週間、店先でも渡し船の中でも、その話で持ちきりだ。",
        "19{d}年から住む近所の人は、始まりの日のことを覚えている。",
        "駅前の宿の主人は「何事も慣れるものです」と話し、台所へ戻っていった。",
        "{town}と{other}が力を合わせるのは、これが初めてではない。",
        "玄関には19{b}年の春に撮られた写真が飾られている。",
    ),
}


def _drawn(draft: Draft, town: str, other: str) -> dict[str, str]:
    draw: Callable[[int, int], int] = draft.draw.randint
    return {
        "town": town, "other": other, "month": draft.draw.choice(MONTHS), "day": str(draw(1, 28)),
        "a": str(draw(8, 11)), "b": str(draw(12, 38)), "c": str(draw(3, 9)), "d": str(draw(41, 88)),
        "e": str(draw(2, 7)),
    }  # fmt: skip


def news_day(number: int) -> date:
    """The day of an article that tells no statistics."""
    return date(2006 + number % 19, 1 + number // 19 % 12, 1 + number // 228 % 28)
