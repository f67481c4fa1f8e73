"""The English of the generated articles: what things are called, and the patterns of sentences.

Which of them is written, and with which figures, belongs to ``english``; text without figures to ``prose``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# By topic: what is counted (also after "the number of"), what it is called later on, and a heading.
THINGS: Mapping[str, tuple[Sequence[str], str, str]] = {
    "social_media": (
        ("minors who fell victim to crimes through social media", "children harmed in crimes linked to social media",
         "children under 18 who became victims of crimes that began on social networking sites"),
        "victims", "child victims of crimes via social media"),
    "dating_sites": (
        ("children who fell victim to crimes through online dating sites", "minors harmed via dating sites"),
        "victims", "child victims of dating site crimes"),
    "pornography_cases": (
        ("child pornography cases", "cases of child pornography", "child pornography cases taken up by police"),
        "cases", "child pornography cases"),
    "pornography_victims": (
        ("children who fell victim to child pornography", "victims of child pornography"),
        "victims", "child pornography victims"),
    "abuse_reported": (
        ("children reported to child consultation centers over suspected abuse",
         "children whom police reported to child guidance centers on suspicion of abuse"),
        "children", "children reported over suspected abuse"),
    "abuse_cases": (("child abuse cases", "cases of child abuse cleared by police"), "cases", "child abuse cases"),
    "abuse_offenders": (
        ("people arrested or referred to prosecutors over child abuse", "suspects in child abuse cases"),
        "suspects", "child abuse suspects"),
    "stalking": (("consultations over stalking", "stalking consultations"), "consultations", "stalking consultations"),
    "stalking_orders": (
        ("restraining orders issued over stalking", "restraining orders against stalkers"),
        "orders", "restraining orders against stalkers"),
    "stalking_cases": (
        ("violations of the anti-stalking law", "cases of violation of the Stalker Regulation Law"),
        "cases", "violations of the anti-stalking law"),
    "domestic_violence": (
        ("consultations over domestic violence", "domestic violence consultations"),
        "consultations", "domestic violence consultations"),
    "special_fraud": (("special fraud cases", "cases of special fraud"), "cases", "special fraud cases"),
    "fraud_losses": (("losses from special fraud", "the damage caused by special fraud"), "losses", "fraud losses"),
    "fraud_offenders": (
        ("people arrested or referred to prosecutors over special fraud", "suspects in special fraud cases"),
        "suspects", "special fraud suspects"),
    "cannabis": (
        ("juveniles arrested or referred to prosecutors over cannabis offenses", "minors caught in cannabis cases"),
        "offenders", "juveniles in cannabis cases"),
    "penal_code": (
        ("juveniles arrested or referred to prosecutors for Penal Code offenses",
         "minors arrested or referred over Penal Code offenses"),
        "offenders", "juvenile offenders"),
    "bullying": (("bullying cases", "cases of bullying handled by police"), "cases", "bullying cases"),
    "suicides": (("people who took their own lives", "suicides"), "suicides", "suicides"),
    "traffic_deaths": (
        ("people killed in traffic accidents", "deaths in traffic accidents"), "deaths", "traffic deaths"),
    "missing": (
        ("people with dementia who were reported missing", "people with dementia who went missing"),
        "missing people", "missing people with dementia"),
    "ransomware": (
        ("reports of ransomware damage", "ransomware damage reports"), "reports", "ransomware reports"),
    "cybercrime": (
        ("cybercrime cases", "cybercrime cases cleared by police"), "cases", "cybercrime cases"),
}  # fmt: skip
# By code: how a part of a total is named in a list.
NAMES: Mapping[str, Sequence[str]] = {
    "juvenile_protection_ordinance": ("violations of juvenile protection ordinances",
                                      "violations of ordinances on juvenile protection"),
    "child_pornography": ("child pornography",),
    "child_prostitution": ("child prostitution",),
    "child_welfare_act": ("violations of the Child Welfare Act", "violations of the Child Welfare Law"),
    "serious_crimes": ("serious crimes",),
    "abduction": ("abduction", "kidnapping"),
    "murder": ("murder",),
    "assault": ("assault",),
    "bodily_harm": ("bodily injury", "inflicting injury"),
    "intimidation": ("intimidation",),
    "blackmail": ("extortion", "blackmail"),
    "shoplifting": ("shoplifting",),
    "fraud": ("fraud",),
    "ore_ore_fraud": ('"It\'s me" fraud', "ore-ore fraud"),
    "cash_card_fraud": ("cash card fraud",),
    "psychological_abuse": ("psychological abuse",),
    "physical_abuse": ("physical abuse",),
    "neglect": ("neglect",),
    "sexual_abuse": ("sexual abuse",),
    "twitter": ("Twitter",),
    "instagram": ("Instagram",),
    "line": ("Line",),
    "tiktok": ("TikTok",),
    "himabu": ("Himabu",),
    "id_exchange_boards": ("ID-exchange boards",),
    "gyaruru": ("Gyaruru",),
    "koetomo": ("KoeTomo",),
    "online_games": ("online games",),
    "high_school": ("high school students", "senior high school students"),
    "junior_high_school": ("junior high school students", "junior high schoolers"),
    "elementary_school": ("elementary school pupils", "elementary school children"),
    "university": ("university students", "college students"),
    "age_17": ("17-year-olds",),
    "age_16": ("16-year-olds",),
    "age_15": ("15-year-olds",),
    "age_14": ("14-year-olds",),
    "age_13_and_under": ("those aged 13 or younger", "those 13 and under"),
    "age_65_and_over": ("those aged 65 or older", "people 65 and over"),
    "teens": ("teenagers",),
    "20s": ("those in their 20s",),
    "40s": ("those in their 40s",),
    "50s": ("those in their 50s",),
    "60s": ("those in their 60s",),
    "70s": ("those in their 70s",),
    "80s": ("those in their 80s",),
}  # fmt: skip
SEXES = {True: {"female": "girls", "male": "boys"}, False: {"female": "women", "male": "men"}}
ADULTS = {"abuse_offenders", "fraud_offenders", "suicides", "traffic_deaths", "missing"}
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# Slots of a lead: T total, D change, P percent change, E earlier total.
LEADS = (
    "Police across Japan [recorded|confirmed|counted] {T} {things} {when}, {up} {D} from {ago}, {said}.",
    "Police across Japan [recorded|confirmed|counted] {T} {things} {when}, {up} {P} from {ago}, {said}.",
    "The number of {things} {rose} {P} from {ago} to {T} {when}, {said}.",
    "The number of {things} {rose} by {D} from {ago} to {T} {when}, {said}.",
    "The number of {things} [stood at|reached|came to] {T} {when}, {up} {P}, or {D}, from {ago}, {said}.",
    "{Things} [numbered|totaled] {T} {when}, {D} {more} than {ago}, {said}.",
    "A total of {T} {things} were [recorded|confirmed] {when}, compared with {E} {in_before}, {said}.",
    "A total of {T} {things} were on record {when}, {increase} of {P} from {ago}, {said}.",
    "{When}, {T} {things} were [recorded|confirmed], {D} {more} than in {before}, {said}.",
    "Police figures released {day} put the number of {things} {when} at {T}, {up} from {E} {in_before}.",
    "The National Police Agency [said|announced] {day} that the number of {things} {when} was {T}, {up} {D} from "
    "{ago}.",
    "Japan saw {increase} of {P} in the number of {things} {when}, with {T} [recorded|confirmed], {said}.",
    "Data [released|published] by the National Police Agency {day} showed that {T} {things} were [recorded|counted] "
    "{when}, [against|compared with] {E} {in_before}.",
)
AFTER = {
    "E": ("The [figure|number] for {before} was {E}.", "There had been {E} {in_before}.",
          "That [compares|compared] with {E} {in_before}."),
    "D": ("That is {D} {more} than {in_before_bare}.", "The [figure|number] {rose} by {D} from {ago}."),
    "P": ("That is {increase} of {P} [over|from] {ago}.", "The [total|number] was {up} {P} [on|from] {ago}."),
}  # fmt: skip
# Slots of a breakdown: total N; parts A, B, C with number n1, share s1, change d1, percent change p1, earlier e1.
PARTS = (
    "[By {axis}|Broken down by {axis}], {A} accounted for {n1}, {B} for {n2} and {C} for {n3}.",
    "[By {axis}|Of the total], {A} made up the largest [group|number] at {n1}, followed by {B} at {n2} and {C} at "
    "{n3}.",
    "{Aa} made up {s1} of the [total|{short}], {B} {s2} and {C} {s3}.",
    "{Aa} [numbered|came to] {n1}, {up1} {d1} from {ago}, while {B} {rose2} [{p2} to {n2}|by {d2} to {n2}].",
    "Of the {N} {short}, {A} accounted for {n1}, or {s1}. {Bb} came to {n2}, {up2} {d2}, and {C} to {n3}.",
    "{Aa} accounted for {n1}, or {s1} of the [total|whole], followed by {B} with {n2}. {Cc} {rose3} to {n3} from {e3}.",
    "{Aa} made up {l1} of the {short}. {Bb} numbered {n2}, {d2} {more2} than {ago}.",
    "{Cc} {rose3} {p3} to {n3}, [while|and] {B} {rose2} {p2} to {n2}. {Aa} were the most numerous at {n1}.",
)
TWO_PARTS = (
    "{Aa} accounted for {n1}, {up1} {d1} from {ago}, and {B} for {n2}.",
    "{Aa} made up {s1} of the [total|{short}] and {B} {s2}.",
    "{Aa} [came to|numbered] {n1}, or {s1} of the total. {Bb} {rose2} {p2} to {n2}.",
)
ONE_PART = (
    "Of the {N} {short}, {n1} were {A}, {up1} {d1} from {ago}.",
    "{Aa} accounted for {s1} of the {short}, or {n1}.",
)
SERVICES = (
    "By service, {n1} of the {short} had used {A}, {n2} {B} and {n3} {C}.",
    "{Aa} was the service used most often, by {n1} of the {short}, followed by {B} with {n2} and {C} with {n3}.",
    "Those who had used {A} numbered {n1}, {up1} {d1} from {ago}, [while|and] {n2} had used {B}.",
    "[By service used|Among the services used], {A} [ranked first|topped the list] with {n1} {short}, {up1} {p1}, "
    "followed by {B} with {n2}.",
)
SEX = (
    "{Aa} made up {s1} of the {short}.",
    "Of the {N} {short}, {n1} were {A} and {n2} were {B}.",
    "{Aa} accounted for {n1}, or {s1}, of the {short}.",
)
MEETING = (
    "Of {M} minors who met the offender in person, {m1} said they had done so for money or gifts, followed by {m2} who "
    "said they were treated kindly or received advice and {m3} who were looking for friends.",
    "A total of {M} children met the offender in person. Asked why, {m1} cited money or gifts and {m2} said they were "
    "looking for friends.",
)
FILTERING = (
    "Of the {K} victims whose use of filtering could be confirmed, {f1} had not used it.",
    "Filtering could be checked for {K} of the victims, and {f1} of them had none.",
)
NO_MURDERS = (" {No} murders were [recorded|reported].", " There were {no} murders.")
OTHERS = (
    "[Separately|Meanwhile], the number of {things} {rose} by {D} from {ago} to {T}.",
    "[Separately|Meanwhile], {things} [numbered|totaled] {T}, {up} {P} from {ago}.",
    "In a separate report the agency [recorded|counted] {T} {things} in the same period, {D} {more} than {ago}.",
    "According to other figures of the agency, the number of {things} [came to|stood at] {T}, compared with {E} "
    "{in_before}.",
)
MONEY = (
    "{Things} {rose} {P} to {T}.",
    "{Things} [came to|totaled] {T}, {up} {P} from {ago}.",
    "{Things} {rose} to {T} from {E} {in_before}.",
)
# Slots: h1, h2, h3 with the years y1, y2, y3 before last; the change L over five years, from y5.
HISTORY = (
    "[In earlier years the total had been|The total was] {h3} in {y3}, {h2} in {y2} and {h1} in {y1}.",
    "The overall number {rose5} by {L} in the five years from {y5}.",
    "In {y2} there were {h2} {short} in all, and in {y1} there were {h1}.",
    "Compared with {y5}, the total has {risen5} by {L}.",
)
HEADINGS = (
    "Number of {heading} {rises} in Japan", "{Heading} {rise_verb} [again|once more], police say",
    "{Heading} {rise_verb} to {T}", "Police: {heading} {rise_verb} {P}",
    "Japan police [report|release] figures on {heading}",
)  # fmt: skip
DATELINES = ("TOKYO -- ", "TOKYO — ", "TOKYO ({publisher}) — ", "{date}\n\n", "{date} -- ", "")
