"""The Japanese of the generated articles: what things are called, and the patterns of sentences.

Which of them is written, and with which figures, belongs to ``japanese``; text without figures to ``prose``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# By topic: what is counted, what it is called later on, and a heading.
THINGS: Mapping[str, tuple[Sequence[str], str, str]] = {
    "social_media": (
        ("SNSを通じて犯罪被害に遭った18歳未満の子ども", "SNSをきっかけに事件に巻き込まれた18歳未満の被害者",
         "コミュニティサイトを通じて被害に遭った児童"), "被害者", "SNSの子ども被害"),
    "dating_sites": (
        ("出会い系サイトを通じて犯罪被害に遭った児童", "出会い系サイトで事件に巻き込まれた18歳未満の被害者"),
        "被害者", "出会い系サイトの児童被害"),
    "pornography_cases": (("児童ポルノ事件の摘発", "全国の警察が摘発した児童ポルノ事件"), "摘発", "児童ポルノ事件"),
    "pornography_victims": (
        ("児童ポルノの被害に遭った子ども", "児童ポルノ事件の被害児童"), "被害児童", "児童ポルノ被害"),
    "abuse_reported": (
        ("虐待の疑いで児童相談所に通告した18歳未満の子ども",
         "児童虐待の疑いがあるとして警察が児童相談所に通告した子ども"),
        "通告児童", "児童虐待の通告"),
    "abuse_cases": (("児童虐待事件の摘発", "全国の警察が摘発した児童虐待事件"), "摘発", "児童虐待事件"),
    "abuse_offenders": (("児童虐待事件で摘発された保護者ら", "児童虐待事件の検挙者"), "検挙者", "児童虐待の検挙者"),
    "stalking": (("ストーカーの相談", "全国の警察が受けたストーカー被害の相談"), "相談", "ストーカー相談"),
    "stalking_orders": (("ストーカーへの禁止命令", "ストーカー行為に対する禁止命令"), "禁止命令", "ストーカー禁止命令"),
    "stalking_cases": (("ストーカー規制法違反の摘発", "ストーカー規制法違反での検挙"), "検挙", "ストーカー規制法違反"),
    "domestic_violence": (("配偶者からの暴力（DV）の相談", "DVの相談"), "相談", "DV相談"),
    "special_fraud": (("特殊詐欺の認知件数", "特殊詐欺の被害"), "被害", "特殊詐欺"),
    "fraud_losses": (("特殊詐欺の被害額", "特殊詐欺の被害総額"), "被害額", "特殊詐欺の被害額"),
    "fraud_offenders": (("特殊詐欺の検挙者", "特殊詐欺事件で摘発された容疑者"), "検挙者", "特殊詐欺の検挙者"),
    "cannabis": (
        ("大麻事件で摘発された少年", "大麻事犯で検挙された20歳未満の少年"), "摘発された少年", "少年の大麻事件"),
    "penal_code": (("刑法犯で検挙された少年", "刑法犯で摘発された少年"), "検挙された少年", "少年の刑法犯"),
    "bullying": (("いじめが原因の事件", "警察が取り扱ったいじめ事件"), "事件", "いじめ事件"),
    "suicides": (("自殺者", "自殺した人"), "自殺者", "自殺者"),
    "traffic_deaths": (("交通事故の死者", "交通事故で亡くなった人"), "死者", "交通事故死者"),
    "missing": (("認知症の行方不明者", "認知症で行方不明になった人"), "行方不明者", "認知症の行方不明者"),
    "ransomware": (("ランサムウエアの被害報告", "ランサムウエアによる被害報告"), "被害報告", "ランサムウエア被害"),
    "cybercrime": (("サイバー犯罪の摘発", "サイバー犯罪の検挙件数"), "検挙", "サイバー犯罪"),
}  # fmt: skip
# By code: how a part of a total is named in a list.
NAMES: Mapping[str, Sequence[str]] = {
    "juvenile_protection_ordinance": ("青少年保護育成条例違反",),
    "child_pornography": ("児童ポルノ",),
    "child_prostitution": ("児童買春",),
    "child_welfare_act": ("児童福祉法違反",),
    "serious_crimes": ("重要犯罪",),
    "abduction": ("略取誘拐",),
    "murder": ("殺人",),
    "assault": ("暴行",),
    "bodily_harm": ("傷害",),
    "intimidation": ("脅迫",),
    "blackmail": ("恐喝",),
    "shoplifting": ("万引き",),
    "fraud": ("詐欺",),
    "ore_ore_fraud": ("オレオレ詐欺",),
    "cash_card_fraud": ("キャッシュカード詐欺盗",),
    "psychological_abuse": ("心理的虐待",),
    "physical_abuse": ("身体的虐待",),
    "neglect": ("怠慢・拒否（ネグレクト）", "ネグレクト"),
    "sexual_abuse": ("性的虐待",),
    "twitter": ("ツイッター",),
    "instagram": ("インスタグラム",),
    "line": ("LINE",),
    "tiktok": ("TikTok", "ティックトック"),
    "himabu": ("ひま部",),
    "id_exchange_boards": ("ID交換掲示板",),
    "gyaruru": ("ぎゃるる",),
    "koetomo": ("KoeTomo",),
    "online_games": ("オンラインゲーム",),
    "high_school": ("高校生",),
    "junior_high_school": ("中学生",),
    "elementary_school": ("小学生",),
    "university": ("大学生",),
    "age_17": ("17歳",),
    "age_16": ("16歳",),
    "age_15": ("15歳",),
    "age_14": ("14歳",),
    "age_13_and_under": ("13歳以下",),
    "age_65_and_over": ("65歳以上",),
    "teens": ("10代",),
    "20s": ("20代",),
    "40s": ("40代",),
    "50s": ("50代",),
    "60s": ("60代",),
    "70s": ("70代",),
    "80s": ("80代",),
    "female": ("女性",),
    "male": ("男性",),
}
CHILDREN = {"female": ("女子",), "male": ("男子",)}
OF_CHILDREN = {"social_media", "dating_sites", "pornography_victims", "cannabis", "penal_code"}
COUNTERS = {"persons": "人", "cases": "件", "reports": "件"}

# Slots of a lead: T total, D change with its word, P percent change, E earlier total.
LEADS = (
    "{when}の{things}は{T}で、{ago}より{D}{増えた}ことが{day}日、警察庁のまとめで分かった。",
    "{when}の{things}は{T}（{ago}比{P}{増}）だったと警察庁が{day}日、発表した。",
    "警察庁は{day}日、{when}の{things}が{T}だったと発表した。{ago}に比べ{D}（{P}）の{増加}。",
    "{things}が{when}、{T}に上り、{ago}を{P}{上回った}ことが、警察庁の統計で分かった。",
    "{when}、{things}は{ago}比{D}{増}の{T}だった。警察庁が{day}日、公表した。",
    "{things}は{when}、{T}となり、{ago}の{E}から{D}{増えた}。警察庁が{day}日に発表した。",
    "警察庁が{day}日に公表した統計によると、{when}の{things}は{T}で、{ago}（{E}）を{D}{上回った}。",
    "{when}に{things}は{T}だった。{ago}から{P}{増えた}ことが警察庁のまとめで分かった。",
    "{when}の{things}は、{ago}の{E}から{P}{増}の{T}となった。警察庁が{day}日まとめた。",
    "警察庁によると、{when}の{things}は{T}と、{ago}を{D}{上回った}。",
)
AFTER = {
    "E": ("{ago}は{E}だった。",),
    "D": ("{ago}より{D}{多かった}。", "{ago}からの{増加}は{D}だった。"),
    "P": ("{ago}比では{P}の{増加}。", "{増加率}は{P}だった。"),
}
RECORDS = ("統計を取り始めた{first}年以降で最多。", "統計のある{first}年以降、最も多い。", "過去最多となった。")
# Slots of a breakdown: parts A, B, C with number n1.., share s1.., change d1.., percent change p1.., earlier e1..
PARTS = (
    "{axis}では、{A}が{n1}で最も多く、{B}{n2}、{C}{n3}と続いた。",
    "{axis}にみると、{A}が{n1}で全体の{s1}を占め、{B}が{n2}、{C}が{n3}だった。",
    "内訳は、{A}が{n1}（{ago}比{d1}{増1}）、{B}が{n2}（同{d2}{増2}）、{C}が{n3}（同{d3}{増3}）。",
    "{A}が{s1}を占め、{B}は{s2}、{C}は{s3}だった。",
    "うち{A}は{n1}で{ago}より{d1}{増えた1}。{B}は{p2}{増2}の{n2}、{C}は{n3}だった。",
    "{A}が{l1}を占めた。{B}は{n2}で、{ago}から{d2}{増えた2}。",
    "{axis}では{C}が{ago}の{e3}から{n3}に{増えた3}。最も多いのは{A}の{n1}で、{B}が{n2}で続く。",
    "{C}は{p3}{増3}の{n3}、{B}は{p2}{増2}の{n2}。{A}は{n1}だった。",
)
TWO_PARTS = (
    "うち{A}は{n1}（{ago}比{d1}{増1}）、{B}は{n2}だった。",
    "{A}が{s1}、{B}が{s2}を占めた。",
    "{A}は{n1}で全体の{s1}。{B}は{p2}{増2}の{n2}となった。",
)
ONE_PART = ("このうち{A}は{n1}で、{ago}より{d1}{増えた1}。", "{A}が{s1}に当たる{n1}を占めた。")
SERVICES = (
    "使われたサービス別では、{A}が{n1}で最多、{B}が{n2}、{C}が{n3}だった。",
    "サービス別では「{A}」{n1}、「{B}」{n2}、「{C}」{n3}の順に多かった。",
    "{A}を使っていた{short}は{n1}で{ago}より{d1}{増えた1}。{B}は{n2}だった。",
)
SEX = ("{A}が{n1}で{s1}を占めた。", "男女別では{A}が{n1}、{B}が{n2}だった。", "{short}のうち{s1}が{A}だった。")
MEETING = (
    "相手と実際に会った{M}に理由を尋ねると、「金品を得るため」が{m1}で最も多く、「優しかった、相談に乗ってくれた」が{m2}、"
    "「友達を探していた」が{m3}だった。",
)
FILTERING = (
    "フィルタリングの利用状況が分かった{K}のうち、{f1}は利用していなかった。",
    "被害当時のフィルタリングの有無が判明した{K}のうち{f1}が使っていなかった。",
)
OTHERS = (
    "一方、{things}は{T}で、{ago}より{D}{増えた}。",
    "別の統計では、{things}は{T}（{ago}比{P}{増}）だった。",
    "これとは別に、{things}は{T}で、{ago}の{E}を{上回った}。",
)
# Slots: h1, h2, h3 with the years y1, y2, y3 before last; the change L over five years, from y5.
HISTORY = (
    "全体では、{y3}は{h3}、{y2}は{h2}、{y1}は{h1}だった。",
    "{short}の総数は{y5}と比べると{L}{増えた}。",
    "{short}の総数は{y2}に{h2}、{y1}に{h1}だった。",
)
HEADINGS = (
    "{heading}が{増加}　{when}、警察庁まとめ",
    "{heading}、{T}に",
    "{heading}{P}{増}　警察庁",
    "{heading}の統計を発表　警察庁",
)
DATELINES = ("　", "【{publisher}】", "{date}\n\n　", "")
RISE = {
    "増": "増",
    "増えた": "増えた",
    "増加": "増加",
    "増加率": "増加率",
    "上回った": "上回った",
    "多かった": "多かった",
}
FALL = {
    "増": "減",
    "増えた": "減った",
    "増加": "減少",
    "増加率": "減少率",
    "上回った": "下回った",
    "多かった": "少なかった",
}
