"""Names of feasts and days of remembrance, and the rule that gives the day of each.

A rule is `MM-DD`; `easter`, `orthodox`, `passover`, `hanukkah` or `tishri` with days added (`easter-2`); `islamic-MM-DD`; `ramadan`
or `eid` (either one); or the name of an nth weekday. Patterns are for folded text, `\\s` stands for any blank.
"""

from __future__ import annotations

_EID = r"(?:eid|id|idd)[-\s](?:(?:al|el|ul|ad|ul)[-\s])?"
_ORTHODOX = r"(?:eastern\s)?orthodox\s(?:christian\s)?"
HOLIDAYS = {
    r"christmas(?!\seve)(?:\sday)?": "12-25",
    r"christmas\seve": "12-24",
    r"boxing\sday": "12-26",
    r"new\syear's\seve": "12-31",
    r"new\syear's(?:\sday)?(?!\seve)": "01-01",
    r"valentine's\sday": "02-14",
    r"st\.?\spatrick's\sday": "03-17",
    r"april\sfools?'?s?'?\sday": "04-01",
    r"international\swomen's\sday": "03-08",
    r"may\sday": "05-01",
    r"(?:hallowe'?en)": "10-31",
    r"armistice\sday|remembrance\sday|veterans'?\sday": "11-11",
    r"juneteenth": "06-19",
    r"bastille\sday": "07-14",
    r"anzac\sday": "04-25",
    r"nowruz|newroz|norouz|novruz": "03-21",
    r"all\ssaints'?\sday": "11-01",
    r"thingyan": "04-13",
    r"enkutatash|ethiopian\snew\syear": "09-11",
    r"meskel": "09-27",
    r"timkat|timket": "01-19",
    r"thanksgiving(?:\sday)?": "thanksgiving",
    r"labor\sday": "labor",
    r"memorial\sday": "memorial",
    r"martin\sluther\sking(?:\sjr\.?)?\sday": "mlk",
    r"presidents'?\sday": "presidents",
    r"columbus\sday": "columbus",
    r"election\sday": "election",
    r"easter(?:\ssunday)?": "easter",
    r"good\sfriday": "easter-2",
    r"easter\smonday": "easter+1",
    r"maundy\sthursday": "easter-3",
    r"palm\ssunday": "easter-7",
    r"ash\swednesday": "easter-46",
    r"ascension\sday": "easter+39",
    r"pentecost|whit\ssunday": "easter+49",
    _ORTHODOX + r"christmas(?!\seve)(?:\sday)?": "01-07",
    _ORTHODOX + r"christmas\seve": "01-06",
    _ORTHODOX + r"new\syear": "01-14",
    _ORTHODOX + r"easter(?:\ssunday)?": "orthodox",
    _ORTHODOX + r"good\sfriday": "orthodox-2",
    _ORTHODOX + r"palm\ssunday": "orthodox-7",
    _ORTHODOX + r"easter\smonday": "orthodox+1",
    _ORTHODOX + r"pentecost": "orthodox+49",
    r"(?:the\s(?:holy\s)?month\sof\s)?ramadh?an": "ramadan",
    _EID + r"fitr": "islamic-10-01",
    _EID + r"(?:adha|azha)|feast\sof\s(?:the\s)?sacrifice|kurban\sbayram[i\u0131]?": "islamic-12-10",
    _EID + r"ghadir": "islamic-12-18",
    r"eid": "eid",
    r"islamic\snew\syear": "islamic-01-01",
    r"ashoura|ashura": "islamic-01-10",
    r"arba'?een": "islamic-02-20",
    r"mawlid(?:\s(?:al|an)[-\s]nabi)?|prophet's\sbirthday": "islamic-03-12",
    r"laylat\sal[-\s]qadr": "islamic-09-27",
    r"passover": "passover",
    r"shavuot": "passover+50",
    r"purim": "passover-30",
    r"rosh\shashanah?": "tishri",
    r"yom\skippur": "tishri+9",
    r"sukkot": "tishri+14",
    r"simchat\storah": "tishri+21",
    r"hanukk?ah|chanukah": "hanukkah",
}
WEEKDAY_FEASTS = {  # month, weekday (Monday is 0), which one of the month
    "thanksgiving": (11, 3, 4), "labor": (9, 0, 1), "memorial": (5, 0, -1), "mlk": (1, 0, 3),
    "presidents": (2, 0, 3), "columbus": (10, 0, 2), "election": (11, 0, 1),
}  # fmt: skip
FEAST_WORDS = frozenset(  # one word of every feast whose name has no other word of time in it
    """christmas easter thanksgiving hallowe halloween nowruz newroz norouz novruz ramadan ramadhan juneteenth eid adha azha fitr ghadir kurban feast ashura
    ashoura arba arbaeen mawlid prophet laylat passover shavuot purim hashana hashanah kippur sukkot simchat hanukkah hanukah chanukah pentecost thingyan
    enkutatash meskel timkat timket""".split()
)
