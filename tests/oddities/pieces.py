"""What odd texts are put together from, by kind: numbers, ages, money, units, times, changes and what is counted.

Some of it is sensible, some cannot be meant; none of it is anybody's sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

NUMBERS = """
1,813|1,81|12,34,567|0|00|007|1.5|1.5.2|.5|5.|0.00001|999,999,999,999|99999999999999999999|1,000,000|1e5|1/3|½|
Ⅳ|10^6|-67|−3.9|±5|+12|12k|3.2bn|300+|20,000-plus|three|thirty-eight|a hundred and two|half a dozen|dozens of|
one and a half thousand|two thirds of|twenty-twenty|zero|no|nil|hundreds of|several thousand|one in three|
5 out of 3|minus 67|7 to 9|10–2|3-5-7|1,000 to 900|about 0|more than 0|less than 1|up to -3|nearly 99.95|
exactly none of the|each of the 4|１，８１３|１２．５|٣٤|१२|①|㈱3|3 1/2|2,5|1'000|1 000|10,000,|(12)|[7]|{3}|#4|
No. 5|first|third|a couple of|a billion|1.2 million|0.5 million|600 million|90 trillion|99,999,999,999,999|
4.5 trillion
""".replace("\n", "").split("|")

NUMBERS_JA = """
1813|1,813|１８１３|一千八百十三|千|百二|二十十|三千万|1億2000万|1万|0|〇|零|一|十数|数十|百数十|数百|約5|
延べ120|12.5|１２・５|3分の1|二〇一九|1、2|1,81|-3|△3.2|▲5|マイナス67|最大10|5〜3|10～20|2、3|半|両|全|第3|
3番目|９９９９兆|90兆|99兆9999億|千百億|六|百|一〇〇
""".replace("\n", "").split("|")

AGES = """
aged three and one|over 75|under 0|aged 0|aged 15 to 12|aged 150|in their 20s|in their 200s|teens|13 and under|
65 and older|a 3- to 1-year-old|aged between 18 and 13|aged 7, 9 and 11|two years old|aged 65 or over|
aged minus 3|18-year-olds|18-15-year-olds|younger than 1|older than 100|aged 12½|aged 3 months|
in their teens or 20s|children of 5, 52,|, 52,|(14)|aged under 13 and over 65|between 20 and 20|aged 10 to 10|
aged 999999999999|in their late 0s|the over-75s|six- and seven-year-olds|half of them 16|
at the age of 0 to 5 or 4|aged 18 or 19 to 17|under-18s|in the 30s and 20s|aged 3.5
""".replace("\n", "").split("|")

AGES_JA = """
18歳未満|18歳以上13歳以下|0歳児|３歳と１歳|75歳超|100歳代|10代|150代|0代|小学生|中高生|18〜13歳|65歳以上|
13歳以下の|20歳未満と20歳以上|満16歳|16歳と15歳と14歳|三歳|百歳超|1歳6か月|数歳|20〜10代|30代から20代|十代後半|
未就学児|（14）|14歳から16歳|未満18歳|-1歳|歳
""".replace("\n", "").split("|")

MONEY = """
$600 million|600 dollars|€5|¥1.2 billion|12,000 won|£3.50|US$1|A$|5 cents|$0|$-3|$1,00|300 yen|two yen|¥|
a $20 bill|1 billion yen|100,000-yen|$3 to $1|$7 a month|5 euros per person|Rs 500|3 bitcoin|
10 Hong Kong dollars
""".replace("\n", "").split("|")

MONEY_JA = """
1億2000万円|約3億円|1兆円|100円玉|600ドル|5ユーロ|0円|1円未満|万円|3元|12,000ウォン|月5万円|1人当たり2円|
マイナス3億円|￥500
""".replace("\n", "").split("|")

UNITS = """
percent|per cent|%|percentage points|points|times|-fold|cases|victims|people|persons|children|e-mails|km|kg|
litres|per 100,000|per 1,000 people|per month|a day|years|months|hours|prefectures|sites|reports|pages|
percent percent|prefectural headquarters|pupils|schools|accounts|messages|degrees|bytes|girls|boys|arrests|°C|
pct|pp|x|ppm|hectares
""".replace("\n", "").split("|")

UNITS_JA = """
件|人|％|ポイント|倍|割|年|社|校|台|通|名|歳|か所|回|日|時間|か月|件数|人台|割5分|パーセント|本|世帯|人/10万人|
件件|人％|事件|㌫|頭|㎏
""".replace("\n", "").split("|")

TIMES = """
in 2017|in 20177|in 1850|in 2099|last year|this year|a year earlier|the year before last|
in the first half of 2018|in the second half of the year|FY2018|in fiscal 2019|2022/23|2012-13|
from 2018 to 2012|from October to January|on February 30, 2019|between 2013 and 2008|Q5 2019|
in the third quarter of 2020|since 2008|since 1066|in 0000|in 9999|over the past 0 years|the past five years|
in January-March 2019|by the end of June|as of Dec. 31, 2018|in May 2018 to 2016|in 2019 and 2018, respectively|
10 years ago|in the 1990s|in '18|in the year to March|every month of 2018|in H1 2017
""".replace("\n", "").split("|")

TIMES_JA = """
令和5年|令和99年|平成0年|昭和64年|R5年度|2023年13月|上半期|第5四半期|前年|今年1〜3月期|2017年から2012年|
2019年2月30日|令和5（2023）年|2023（令和4）年|2019年度|昨年|一昨年|過去5年間|前年同期|10月から1月|平成30年末|
同年|翌年|3年前|統計を取り始めた2008年以降|西暦0年|令和元年|平成三十一年|9999年|2018年上半期
""".replace("\n", "").split("|")

CHANGES = """
up 20 percent|down 140 percent|rose to 5 from 7, up 300%|up 900,000 percent from|10,000,000 times|fell by 0|
doubled|tripled to|a 1,000-fold increase|minus 67, or -3.9%|up from 3|down 5 points to 140%|halved to|
an increase of -4|rose 0.0%|1.5 times more than|down by three from the 1,736 of|up 77, or 4.4 percent, from|
level with|accounting for 120 percent of|140 percent of|of whom 5,000 were|half of the two|10 in 5 of|
the highest since 2008|the third straight year|for the first time in 0 years|a record|
exceeded 1,000 for the first time|the lowest on record since 2099|the second-highest|five times as many as|
or 99.9%
""".replace("\n", "").split("|")

CHANGES_JA = """
前年比△3.2％|前年比900000％増|99999999倍|３倍増|半減|1割減|前年より20人増|前年から140％減|過去最多|3年連続|
100年ぶり|0年連続|全体の120％を占め|のうち5000人が|5ポイント減の140％|10倍|1.5倍の|2017年以来最多|
初めて千人を超え|前年同期比-3.9%|マイナス67人減|4.4％（77人）増|同数|最少|割合は0.0％|5人中7人|うち半数
""".replace("\n", "").split("|")

COUNTED = """
victims of fraud|children|minors who fell victim to crimes|arrests|girls and boys|cases of rape|
people via Twitter and LINE|men in their 30s|suspects|child pornography cases|victims of child prostitution|
offenders|students|missing people|deaths|schoolgirls who met them in person|cases of bullying|suicides|
consultations|warnings|sites|posts|of them|the total|others
""".replace("\n", "").split("|")

COUNTED_JA = """
被害者|児童|検挙人員|検挙件数|SNSに起因する事犯の被害児童|児童ポルノ|詐欺|高校生|女子|ツイッター|行方不明者|
自殺者|相談|通告|認知件数|うち|合計|その他|加害者|送致|容疑者|いじめ|ストーカー|死者|会社員
""".replace("\n", "").split("|")

JOINTS = [
    " ",
    "",
    ", ",
    "; ",
    " (",
    ") ",
    "-",
    " – ",
    "/",
    ": ",
    " and ",
    " or ",
    " to ",
    ". ",
    "…",
    "\n",
    "\t",
    "  ",
    " = ",
]
JOINTS_JA = [
    "",
    "は",
    "が",
    "の",
    "、",
    "。",
    "（",
    "）",
    "・",
    "と",
    "から",
    "で",
    "「",
    "」",
    "\n",
    "　",
    "〜",
    "％",
    "：",
    "　 ",
]

ENGLISH: Mapping[str, list[str]] = {
    "numbers": NUMBERS,
    "ages": AGES,
    "money": MONEY,
    "units": UNITS,
    "times": TIMES,
    "changes": CHANGES,
    "counted": COUNTED,
}
JAPANESE: Mapping[str, list[str]] = {
    "numbers": NUMBERS_JA,
    "ages": AGES_JA,
    "money": MONEY_JA,
    "units": UNITS_JA,
    "times": TIMES_JA,
    "changes": CHANGES_JA,
    "counted": COUNTED_JA,
}
