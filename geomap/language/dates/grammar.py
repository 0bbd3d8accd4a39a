"""The written forms of time expressions: one named pattern per form, tried in this order at each place.

Patterns are for folded text. Every repetition is bounded and every alternative begins with a fixed word or a digit, so the
scan is linear in the text.
"""

from __future__ import annotations

import re
from functools import cache

from geomap.language.dates.holidays import FEAST_WORDS, HOLIDAYS
from geomap.language.dates.vocabulary import (
    APPROX,
    COUNT,
    DATE_UNIT,
    DAY_PART,
    DECADE_WORDS,
    MONTH,
    MONTHS,
    NUMBER,
    NUMBER_WORD,
    ONES,
    ORDINAL,
    PARTS,
    SEASON,
    SEASONS,
    TENS,
    UNIT,
    WEEKDAY_ABBR,
    WEEKDAY_FULL,
    WEEKDAYS,
    YEAR,
    S,
    words,
)

DAYNUM = r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,:]\d|%|\s?(?:percent|per cent|km|kilomet))"
DAYTH = rf"(?:{DAYNUM}(?:st|nd|rd|th)?\b)"
WD = rf"(?:(?:{WEEKDAY_FULL})\b|{WEEKDAY_ABBR})"
EARLY = rf"(?:(?:the{S})?(?:very{S})?(?:early|late|mid|middle|earlier|later)(?:-|{S}(?:in{S}|on{S}|of{S})?))"
EDGE = (
    rf"(?:(?:the{S})?(?:very{S})?(?:end|beginning|start|middle|close|first{S}half|second{S}half|last{S}half|latter{S}half|rest|remainder|(?:first|second|third|fourth|last|final){S}week|first{S}days|"
    rf"last{S}days|first{S}weeks|last{S}weeks|early{S}days|turn|latter{S}part|early{S}part){S}of{S})"
)
MODS = rf"(?P<mod>{EARLY}|{EDGE})?"
YEAR_TAIL = rf"(?:,?{S}(?:of{S}|in{S})?(?P<year>{YEAR})\b(?!-(?:year|man|strong)|{S}(?:people|men|women|troops|fighters|soldiers|civilians|families|homes|refugees|children)\b)|,?{S}(?:of{S})?(?P<ryear>this|last|next){S}year\b)"
CLOCK = (
    rf"(?:(?:[01]?\d|2[0-4])(?:[:.][0-5]\d(?::[0-5]\d)?)?{S}?(?:a\.?m\.?|p\.?m\.?)(?!\w)|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?\b"
    rf"(?:{S}?(?:hours|hrs)\b)?|(?:[01]\d|2[0-4])[0-5]\d(?={S}?(?:gmt|utc|hours|hrs|local))|(?:1[0-2]|[1-9]|{words(list(ONES)[1:13])}){S}(?:a\.m\.|p\.m\.|o'clock)|"
    rf"(?:noon|midnight|midday)\b|(?:1[0-2]|[1-9]|{words(list(ONES)[1:13])}){S}(?:o'clock{S})?in{S}the{S}(?:morning|afternoon|evening)\b)"
)
ZONE = rf"(?:{S}?(?:gmt|utc|est|edt|cst|cdt|pst|pdt|bst|cet|eet|msk|local{S}time|hours|moscow{S}time)\b)"
ABOUT = rf"(?:(?:about|around|shortly{S}(?:before|after)|just{S}(?:before|after)|at{S}about){S})"
HOLIDAY = "|".join(sorted(HOLIDAYS, key=lambda p: -len(p))).replace(r"\s", S)

PATTERNS: dict[str, str] = {
    "iso": r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>0?[1-9]|[12]\d|3[01])(?:[t ](?P<time>[0-2]\d:[0-5]\d(?::[0-5]\d)?)(?:\.\d{1,6})?(?:z|[+-]\d\d:?\d\d)?)?(?!\d)",
    "numeric": r"(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep)(?P<y>\d{4}|\d\d)(?![\d/%]|[-.]\d)",
    "day_range": rf"(?:(?:between|from){S})?(?:(?:the{S})?(?P<d1>{DAYTH})(?:{S}?(?:-|\x01|/){S}?|{S}(?:to|and|through|until){S}(?:the{S})?)(?P<d2>{DAYTH}){S}(?:of{S})?(?P<mon>{MONTH})|"
    rf"(?P<mon2>{MONTH}){S}(?P<e1>{DAYTH})(?:{S}?(?:-|\x01){S}?|{S}(?:to|through){S})(?P<e2>{DAYTH}))(?:{YEAR_TAIL})?",
    "month_range": rf"(?P<m1>{MONTH})(?:{S}(?P<y1>{YEAR}))?(?:{S}?(?:-|\x01){S}?|{S}(?:to|through){S})(?P<m2>{MONTH}){S}(?P<year>{YEAR})\b(?!{S}?\d)",
    "clock_day": rf"(?:{ABOUT})?(?P<clock>{CLOCK}){ZONE}?,?{S}(?:on{S})?(?P<day>(?:(?:last|next|this){S})?(?:{WEEKDAY_FULL})\b(?:,?{S}(?P<mon2>{MONTH}){S}(?P<d2>{DAYTH}))?|yesterday|today|tomorrow|this{S}(?:morning|afternoon|evening)|last{S}night|tonight|(?P<mon>{MONTH}){S}(?P<d>{DAYTH})|(?P<d3>{DAYTH}){S}(?P<mon3>{MONTH}))(?:{YEAR_TAIL})?",
    "date_mdy": rf"{MODS}(?:(?P<rel>last|next){S})?(?:(?P<wd>{WD}),?{S}(?:the{S})?)?(?P<mon>{MONTH}){S}(?:the{S})?(?:(?P<d>{DAYTH})|(?P<ord>{ORDINAL}))(?:{YEAR_TAIL})?(?:(?:,|{S}in{S}the)?{S}(?P<part>{DAY_PART})\b)?",
    "date_dmy": rf"{MODS}(?:(?P<wd>{WD}),?{S}(?:the{S})?)?(?:the{S})?(?:(?P<d>{DAYTH})|(?P<ord>{ORDINAL}))(?:{S}(?:day{S})?(?:of{S})?|-)(?P<mon>{MONTH})(?!\w|-[a-z])(?:(?:{YEAR_TAIL})|-(?P<y2>{YEAR}|\d\d)\b)?",
    "also_day": rf"(?P<d>{DAYTH})(?!{S}(?:{MONTH}|o'clock|\w+s\b|[ap]\.?m))",
    "wd_the": rf"(?P<wd>{WEEKDAY_FULL}),?{S}the{S}(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b",
    "month_year": rf"{MODS}(?:the{S}month{S}of{S})?(?P<rel>(?:this{S}past|this{S}coming|last|next|this|the{S}following|the{S}previous|the{S}same|that){S})?(?P<mon>{MONTH})(?!\w|{S}\d{{1,2}}(?:st|nd|rd|th)?\b)(?:{YEAR_TAIL}|{S}(?P<wyear>(?:nineteen|eighteen){S}(?:{words(TENS)})(?:[- ](?:{words(list(ONES)[1:10])}))?)\b)?",
    "quarter": rf"{MODS}(?:(?P<rel>next|last|this){S}year's{S})?(?P<art>(?:the|its|their|his|a){S})?(?:(?P<flat>flat|strong|weak|latest|current|company's{S}){S})?(?:(?P<ago>year-ago|year-earlier){S})?(?:(?P<fiscal>fiscal){S})?(?:(?P<y0>{YEAR}){S})?(?:fiscal{S})?(?P<q>first|second|third|fourth|1st|2nd|3rd|4th)(?:-|{S})(?P<unit>quarter|half)s?\b(?!-)(?:{S}(?:of{S})?(?:fiscal{S}|the{S}(?:fiscal{S})?year{S})?(?P<year>{YEAR})\b|{S}of{S}(?P<tail>this|last|next|the){S}(?:fiscal{S})?year)?",
    "q_code": rf"(?P<k>q|h)(?P<q>[1-4])\b(?:(?:{S}|/|-|,{S})(?:of{S})?(?P<year>{YEAR})\b|{S}(?:of{S})?(?P<ryear>this|last|next){S}year\b)?|(?P<y2>{YEAR})(?:{S}|-)?(?P<k2>q|h)(?P<q2>[1-4])\b",
    "year_quarter": rf"(?:the{S})?(?P<ago>year-ago|year-earlier)(?:{S}(?P<unit>quarter|period|month))?|(?:the{S})(?P<same>same|comparable|corresponding){S}(?P<unit2>quarter|period|month){S}(?:of{S})?(?:last{S}year|a{S}year{S}(?:ago|earlier))",
    "period": rf"(?:the{S})(?:(?P<adj>latest|recent|current|year|(?P<y>{YEAR})){S})(?P<unit>quarter|period|fiscal{S}year|fiscal{S}quarter)\b",
    "fiscal": rf"(?:(?:the{S})?(?:current|latest|last|next|this){S}fiscal{S}year|(?:the{S})?fiscal{S}(?:year{S})?(?P<y>{YEAR})|the{S}fiscal{S}year)\b(?:{S}(?P<q>first|second|third|fourth){S}quarter)?",
    "season": rf"{MODS}(?:(?P<rel>this{S}past|this{S}coming|last|next|this|the{S}following|the{S}previous|the{S}coming|that){S}|the{S})?(?P<season>{SEASON})(?:{S}(?:of{S})?(?P<year>{YEAR})(?:[-/](?P<y2>\d\d|{YEAR}))?\b)?(?!-?time|{S}(?:to|out|in{S}love|short|behind|off|apart|from|under|into|of{S}\w))\b",
    "decade": rf"{MODS}(?:the{S})?(?P<mod2>early|mid|late|mid-|early-|late-)?[- ]?(?:(?P<d>(?:1[5-9]|20)\d0)'?s\b|'(?P<dd>\d0)s\b|(?P<w>{words(DECADE_WORDS)})\b)",
    "century": rf"{MODS}(?:the{S})?(?:(?P<n>\d\d?)(?:st|nd|rd|th)|(?P<w>{ORDINAL}))(?:{S}|-)century\b",
    "day_ref": rf"(?P<mod>early{S}|late{S}|earlier{S}|later{S}|before{S}|by{S})?(?P<w>today|yesterday|tomorrow|tonight)\b(?:{S}(?P<part>{DAY_PART})\b)?|the{S}day{S}(?P<bt>before{S}yesterday|after{S}tomorrow)\b|(?P<mod2>(?:early|late){S})?last{S}(?P<ln>night|evening)\b|(?P<mod3>(?:earlier|later|early|late){S})?this{S}(?P<tp>{DAY_PART})\b|(?P<midpart>mid[- ](?:afternoon|morning))\b",
    "overnight": r"overnight\b",
    "weekday": rf"(?P<mod>(?:earlier|later|early|late)(?:{S}(?:on|in))?{S})?(?P<rel>(?:the{S})?(?:previous|following|next|last|coming)|this{S}coming|this{S}past|this|that|every|each){S}(?P<wd>{WEEKDAY_FULL})(?P<plural>s)?\b(?:{S}(?P<part>{DAY_PART})(?P<parts>s)?\b)?(?:{S}(?:of{S})?(?P<week>last|this|next){S}week)?|(?P<mod2>(?:earlier|later|early|late)(?:{S}(?:on|in))?{S})?(?P<wd2>{WEEKDAY_FULL})(?P<plural2>s)?\b(?:{S}(?P<part2>{DAY_PART})(?P<parts2>s)?\b)?(?:{S}(?:of{S})?(?P<week2>last|this|next){S}week)?",
    "landmark": rf"(?P<nine>9/11)(?![/\d])|(?P<sept>sept(?:ember\b|\b\.?){S}11)(?=,?{S}[a-z])|(?P<oct>(?:oct(?:ober\b|\b\.?){S}7|7{S}oct(?:ober\b|\b\.?)))(?!\d|:|{S}\d|,{S}\d|st|nd|rd|th)",
    "holiday": rf"(?P<mod>(?:early|late|mid)(?:-|{S})(?:in{S})?|(?:the{S})?(?:end|beginning|start|middle|(?:first|last|final){S}(?:week|days)){S}of{S})?(?P<nth>(?:the{S})?(?:first|last){S}day{S}of{S})?(?:(?P<rel>last|next|this){S})?(?P<name>{HOLIDAY})\b(?!\s(?:war|offensive)\b)(?P<wk>{S}week(?:end)?)?(?:,?{S}(?P<year>{YEAR})\b)?",
    "ago": rf"(?:{APPROX})?(?P<n>{COUNT}|(?P<bare>))(?:{S})?(?P<half>(?:and{S}a{S}half{S}))?(?P<unit>{UNIT})(?:{S}(?P<half2>and{S}a{S}half))?(?:{S}or{S}(?:so|more))?{S}(?P<dir>ago|earlier|later|before(?={S}(?:the|that|he|she|it|they|his|her)\b|[.,;])|from{S}(?:now|today)|hence|on\b(?=,)|since\b)(?:{S}(?P<end>today|yesterday|this{S}(?:week|month)))?",
    "in_time": rf"(?P<n>\d{{1,3}}|{NUMBER_WORD}|an?){S}(?P<unit>days?|weeks?|months?|years?)'{S}time\b|(?P<n2>\d{{1,3}}|{NUMBER_WORD}|an?){S}(?P<unit2>days?|weeks?|months?){S}(?P<dir>from|ago){S}(?:(?:this|last|next){S})?(?P<wd>{WEEKDAY_FULL}|tomorrow)\b",
    "before_last": rf"the{S}(?P<unit>week|month|year|night|weekend){S}(?P<dir>before{S}last|after{S}next)\b",
    "after_anchor": rf"(?P<n>an?|one|two|three|four|five|six|seven|the){S}(?P<unit>days?|weeks?|months?|years?){S}(?P<dir>after|before|following){S}(?P<anchor>yesterday|today|the{S}(?=\w)|(?=\w))",
    "last_n": rf"(?:(?!over|under|around|about){APPROX})?(?:(?:each|all|most|much|some){S}of{S})?(?P<art>the|this|these|his|her|its|their|our){S}(?P<rel>last|past|next|coming|previous|first|final|following|preceding|recent){S}(?:(?:few|several|couple{S}of|couple|many){S}|(?:(?P<n>{NUMBER})(?:{S}?(?:-|to|or){S}?(?P<n2>\d{{1,3}}|{NUMBER_WORD})|,{S}(?P<n3>\d{{1,3}}|{NUMBER_WORD}))?{S}))?(?P<unit>{UNIT}|summers|winters)\b(?:{S}or{S}(?:so|more)\b)?|(?P<rel2>past|last|next){S}(?:(?P<n4>{NUMBER})(?:{S}?(?:-|to|or){S}?(?P<n5>\d{{1,3}}|{NUMBER_WORD}))?|(?:few|several|couple{S}of)){S}(?P<unit2>{UNIT})\b(?:{S}or{S}(?:so|more)\b)?",
    "recent_units": rf"(?P<rel>recent|coming|past|future){S}(?P<unit>days|weeks|months|years|quarters|decades)\b|the{S}(?P<unit2>days|weeks|months|years){S}(?:ahead|to{S}come)\b",
    "rel_unit": rf"(?P<mod>{EARLY}|{EDGE}|(?:all|much{S}of|most{S}of){S}(?=the{S}(?:last|past)))?(?P<rel>last|next|this{S}past|this{S}coming|this|that|(?:the|this){S}(?:past|last|next|coming|current|previous|prior|following|preceding|same|latest|upcoming|full)|that{S}same|past|the|a{S}given){S}(?P<unit>{DATE_UNIT}|day|hour|morning|evening|afternoon|night)(?P<poss>'s)?\b(?!-)(?!{S}(?:of{S})?(?:{MONTH}(?!\w|{S}\d)|{YEAR}\b))",
    "week_of": rf"(?:the{S})?week{S}(?:of|starting|beginning|ending|ended|to){S}(?:on{S})?(?P<day>(?:{MONTH}{S}{DAYTH}|(?:the{S})?{DAYTH}{S}(?:of{S})?{MONTH})(?:{YEAR_TAIL})?)",
    "period_first": rf"(?:the{S})(?P<rel>first|last|final|opening|next|past){S}(?P<n>{NUMBER_WORD}|\d{{1,2}}){S}(?P<unit>days|weeks|months){S}of{S}(?:(?P<year>{YEAR})|(?P<mon>{MONTH})|(?P<ryear>this|last){S}year|the{S}year)",
    "year_end": rf"(?:the{S})?(?:(?P<y>{YEAR}){S})?(?:(?:year|month)[- ]end|year's{S}end|month's{S}end)\b|(?P<y2>the{S}turn{S}of{S}the{S}year)",
    "set": rf"(?:every|each|per){S}(?P<every>(?:other|single|few|{NUMBER}){S})?(?P<unit>{UNIT}|{WEEKDAY_FULL}|{MONTH}|{SEASON}|morning|evening|afternoon)\b|(?P<adv>daily|weekly|monthly|yearly|hourly|nightly|biweekly|weekends)\b|(?:(?P<freq>once|twice|(?:{NUMBER}|several|many|a{S}few){S}times){S})(?:(?:a|an|per|each|every){S}(?P<unit2>{UNIT})|(?P<adv2>daily|weekly|monthly|annually))\b",
    "clock": rf"(?:{ABOUT})?(?P<clock>{CLOCK}){ZONE}?",
    "day_part": rf"(?P<rel>the{S}(?:previous|following|next|same){S}|that{S})(?P<part>{DAY_PART})\b|(?P<mod>(?:early|late|earlier|later){S}(?:in{S})?)?(?:(?:in|during|by|on){S})(?P<part2>the{S}(?:morning|afternoon|evening|night)|the{S}early{S}(?:hours|morning(?:{S}hours)?))\b|(?P<dawn>(?:before|at|until|by){S}(?:dawn|daybreak|dusk|nightfall))\b",
    "dur_range": rf"(?:{APPROX})?(?P<n>{NUMBER})(?:{S}?-{S}?|{S}(?:to|or){S})(?P<n2>{NUMBER})(?:{S}|-)(?P<unit>{UNIT})\b(?!{S}old)",
    "duration": rf"(?:(?P<the>the{S}(?:next{S}|whole{S}|entire{S})?)(?={NUMBER}{S}\w)|{APPROX})?(?P<n>{COUNT})(?:{S}|-)(?P<half>and{S}a{S}half{S})?(?:full{S}|whole{S}|straight{S}|consecutive{S}|long{S}|more{S}|entire{S})?(?P<unit>{UNIT})(?P<half2>{S}and{S}a{S}half)?\b(?!-old\b(?!{S}(?:civil|border|armed)?{S}?(?:war|conflict|insurgency|truce|ceasefire|siege|strike|dispute|uprising|rebellion|blockade|embargo|ban|offensive|campaign|regime|rule|agreement|deal|standoff|crisis)\b)|{S}old\b|-olds|-(?:earlier|ago|long)|{S}apart)(?:-old\b|{S}or{S}(?:so|more)\b)?(?P<term>{S}(?:term|period)\b)?",
    "long": rf"(?:(?P<count>{NUMBER})-)?(?P<unit>days?|weeks?|months?|years?|decades?|hours?|century|centuries)-long\b|(?P<unit3>days|weeks|months|years|decades|centuries)-old\b|(?P<many>months|years|weeks|decades)(?={S}of{S}\w)|(?:a{S})?quarter{S}(?:of{S}an?{S})?(?P<fourth>hour|century)\b|(?:all|the{S}(?:whole|entire)|an{S}entire){S}(?P<whole>day|week|month|year|decade|century)\b|(?P<bare>(?:for|in|over|of|after|took|within|last|lasted|spent|follows|following|despite|caps|ended|ending|during){S})(?:(?:many|the){S})?(?P<unit2>days|weeks|months|years|decades|hours|centuries|minutes)\b(?!{S}(?:ago|old|earlier|later|before|apart|ahead|to{S}come)\b)",
    "year": rf"{MODS}(?:the{S}year{S}(?:of{S})?)?(?P<y>{YEAR})(?!\w|[-/.,:]\d|-(?:year|strong|man|page|point)|%|'(?!s\b))(?:[-/](?P<y2>\d\d|{YEAR})\b)?",
    "short_year": rf"(?:(?P<pre>{MONTH}){S})?'(?P<y>[5-9]\d|[0-2]\d)\b(?!\d|s\b)",
    "on_nth": rf"the{S}(?P<d>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b(?!{S}(?:of|day|century|floor|anniversary|time|year|month|week|battalion|brigade|division|army|birthday|round|hour|parallel|arrondissement|session|street|avenue|straight|consecutive|attempt|occasion|night|regiment|corps|infantry|armou?red|mechani[sz]ed)\b)",
    "year_span": rf"(?P<y>{YEAR})(?:-|\x01|/)(?P<y2>{YEAR}|\d\d)\b(?![-/]\d|\d)",
    "word_year": rf"(?:the{S}year{S})?(?:(?P<c>nineteen|eighteen|seventeen){S}(?P<t>(?:{words(TENS)})(?:[- ](?:{words(list(ONES)[1:10])}))?|oh{S}\w{{3,5}}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|two{S}thousand(?:{S}(?:and{S})?(?P<k>{words(list(ONES)[1:])}))?|twenty{S}(?P<k2>{words(list(ONES)[10:])}))\b",
    "past_ref": rf"(?:more{S}|most{S}|very{S})?recently\b|\brecent\b|(?<=\bin\s)the{S}(?:recent{S}|distant{S})?past\b(?!{S}(?:\d|few|several|couple|many|{NUMBER_WORD}\b|{UNIT}\b|{DATE_UNIT}\b))|the{S}(?:recent{S}|distant{S})?past\b(?!{S}\w)|(?:some{S}time|a{S}(?:long{S})?(?:while|time)){S}ago\b|in{S}(?:those|bygone){S}days|in{S}the{S}early{S}days(?!{S}of)|(?<!that\s)long{S}ago\b|\blately\b|in{S}the{S}old{S}days",
    "present_ref": rf"(?:right{S}|just{S})?now\b(?!-)|\bcurrent(?:ly)?\b|\bpresently\b|\bat{S}(?:present|the{S}present{S}time)\b|\bnowadays\b|\bthese{S}days\b|the{S}present(?:{S}day)?\b(?!{S}\w)",
    "future_ref": rf"(?:(?:the|in){S})(?:(?:near|foreseeable|immediate|not-too-distant|not{S}too{S}distant){S})?future\b(?!{S}of)|near{S}future\b|(?<!as\s)\bsoon\b(?!{S}(?:as|after)\b)|the{S}(?:near|short|medium|long(?:er)?){S}(?:term|run)\b|(?:some{S}?day)\b|\bshortly\b(?!{S}(?:after|before|thereafter|afterwards?|following))|a{S}later{S}(?:date|time)\b|the{S}coming{S}(?:period|time)\b",
}
ORDER = (
    "iso landmark year_span short_year on_nth numeric day_range month_range period_first clock_day date_mdy date_dmy wd_the also_day quarter q_code year_quarter fiscal period week_of "
    "month_year season word_year decade century day_ref overnight weekday holiday set in_time before_last ago after_anchor last_n recent_units rel_unit year_end clock day_part "
    "dur_range duration long year past_ref present_ref future_ref"
).split()


@cache
def rule(name: str) -> re.Pattern[str]:
    """The compiled pattern of one form, with its named groups."""
    return re.compile(PATTERNS[name])


_NAMED = re.compile(r"\(\?P<\w+>")
_NUMBERED = re.compile(r"\(\?P=sep\)")


def _plain(pattern: str) -> str:
    """A pattern with its named groups made plain; the back reference of numeric dates is checked by the rule itself."""
    return _NUMBERED.sub(r"[-/.]", _NAMED.sub("(?:", pattern))


ANY = re.compile("|".join(f"(?P<r_{name}>{_plain(PATTERNS[name])})" for name in ORDER))
TOKEN = re.compile(r"[a-z]+|\d|'(?=\d)")
NEVER_FIRST = (
    frozenset(  # words of patterns that stand only inside an expression or around it, and are common elsewhere
        """of and or to than who were was been old ago jr son eve s i o p m t he it she they those other since so through into off out too time times run rule part
    page point number people man men women king children civilians families fighters soldiers troops homes refugees army border war siege truce offensive
    strike conflict crisis ceasefire campaign street road round same single short local little full entire given least couple come consecutive straight
    hundred thousand dozen percent cent km love term period present anniversary division brigade battalion""".split()
    )
    - set(WEEKDAYS)
)
LEADERS = frozenset(  # words that are so common that the word behind them is looked at before the patterns are
    "the a an in for its his her their our this that at on by over during after within all about as from per".split()
)
NEXT = re.compile(r"\s{1,3}(?:([a-z]+)|['\d(])")
NUMBER_NEXT = re.compile(r"\d{4}(?!\d)|\d{1,3}(?:,\d{3})*(?:\.\d+)?(?:\s{0,3}['\d(:/.\x01-]|-?\s{0,3}([a-z]+))")


def _pattern_words() -> frozenset[str]:
    """Every word written in a pattern, with and without an optional last letter."""
    found = {w for p in PATTERNS.values() for w in re.findall(r"[a-z]+\??", re.sub(r"\\[a-zA-Z]|\?P[<=]\w+>?", " ", p))}
    plurals = {w + "s" for w in WEEKDAYS if w.endswith("day")} | {f"{part}s" for part in PARTS}
    return frozenset(
        {w.rstrip("?") for w in found}
        | {w[:-2] for w in found if w.endswith("?")}
        | plurals
        | FEAST_WORDS
        | {"currently", "am", "pm", "a", "p", "s"}
    )


WORDS = _pattern_words()
FIRST_WORDS = WORDS - NEVER_FIRST
MARK = re.compile(r"[ap]\.m|[qh][1-4]\b|[a-z]{2,}|'\d\d|\d[\d/.:-]*(?:st|nd|rd|th|s)?")
DATED_NUMBER = re.compile(r"(?<!\d)\d{4}(?!\d)|\d[/:-]\d\d|\d\.\d\d?\.|'\d\d|\d(?:st|nd|rd|th|s)")
PLURALS = "second minute hour day night week weekend fortnight month quarter year decade season summer winter morning afternoon evening period half"
TRIGGER_WORDS = frozenset(
    [w + ending for w in PLURALS.split() for ending in ("", "s")]
    + [w + ending for w in WEEKDAYS if w.endswith("day") for ending in ("", "s")]
    + [*MONTHS, *SEASONS, *DECADE_WORDS, *PARTS]
    + """century centuries today yesterday tomorrow tonight overnight now nowadays current currently present presently recent recently lately past future
    soon ago long daily weekly monthly yearly hourly biweekly nightly mid nightfall fiscal
    term run date time nineteen eighteen thousand shortly someday a.m p.m am pm clock q1 q2 q3 q4 h1 h2 long-term""".split()
    + sorted(FEAST_WORDS)
)
