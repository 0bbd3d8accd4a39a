"""The event types of other tables in the words of ours. Sources: the code books of UCDP GED, ACLED and CAMEO (GDELT)."""

from __future__ import annotations

import re

UCDP = {"1": "clash", "2": "clash", "3": "attack"}  # type_of_violence: state-based, non-state, one-sided

ACLED = {
    "armed clash": "clash", "government regains territory": "territorial_change", "non-state actor overtakes territory": "territorial_change",
    "chemical weapon": "attack", "air/drone strike": "air_strike", "suicide bomb": "attack", "shelling/artillery/missile attack": "shelling",
    "remote explosive/landmine/ied": "attack", "grenade": "attack", "sexual violence": "attack", "attack": "attack",
    "abduction/forced disappearance": "attack", "agreement": "diplomacy", "arrests": "other", "change to group/activity": "troop_movement",
    "disrupted weapons use": "interdiction", "headquarters or base established": "troop_movement", "looting/property destruction": "attack",
    "non-violent transfer of territory": "territorial_change", "other": "other", "peaceful protest": "other",
    "protest with intervention": "other", "excessive force against protesters": "attack", "violent demonstration": "other", "mob violence": "attack",
}  # fmt: skip

CAMEO = {  # longest code wins
    "01": "statement", "02": "statement", "03": "diplomacy", "04": "diplomacy", "042": "visit", "043": "visit", "05": "diplomacy", "06": "diplomacy",
    "07": "other", "072": "arms_transfer", "08": "diplomacy", "087": "withdrawal", "0874": "withdrawal", "09": "statement", "10": "statement",
    "11": "statement", "12": "statement", "13": "statement", "14": "other", "15": "troop_movement", "16": "diplomacy", "163": "sanction",
    "172": "sanction", "17": "other", "174": "displacement", "18": "attack", "19": "clash", "190": "clash", "191": "siege",
    "192": "territorial_change", "193": "clash", "194": "shelling", "195": "air_strike", "20": "attack",
}  # fmt: skip

WORDS = (  # in the words of a free type column; the first that fits
    ("air_strike", r"air\s?-?\s?(?:strike|raid|attack)|air/drone|drone|aerial|bombing raid"), ("shelling", r"shell|artiller|rocket|missile|mortar|bombardment"),
    ("siege", r"siege|blockade"), ("territorial_change", r"territor|captur|seiz|control|overtake"), ("withdrawal", r"withdraw|retreat|pull-?out"),
    ("clash", r"clash|battle|fight|combat|skirmish|firefight|engagement"), ("ground_offensive", r"offensive|assault|advance"),
    ("arms_transfer", r"arms|weapons? (?:deliver|transfer|shipment)|supply"), ("interdiction", r"interdict|intercept|seizure of"),
    ("troop_movement", r"troop|deploy|movement|convoy|reinforc"), ("displacement", r"displac|refugee|evacuat|flee"), ("recruitment", r"recruit|conscript|mobili[sz]"),
    ("sanction", r"sanction|embargo"), ("visit", r"visit"), ("diplomacy", r"talks|agreement|ceasefire|negotiat|diplom|meeting|summit"),
    ("statement", r"statement|declar|announc"),
    ("attack", r"attack|explosi|bomb|ied|mine|violence against|kill|assassin|ambush|abduct|murder|massacre"),
)  # fmt: skip
VIINA = (  # its labels, the more telling first; a share above one half means yes
    ("t_airstrike", "air_strike"), ("t_uav", "air_strike"), ("t_artillery", "shelling"), ("t_firefight", "clash"), ("t_armor", "clash"), ("t_ied", "attack"),
    ("t_control", "territorial_change"), ("t_retreat", "withdrawal"), ("t_raid", "attack"), ("t_occupy", "territorial_change"), ("t_property", "attack"),
)  # fmt: skip


def event_type(kind: str, value: str) -> str:
    """Our type for a table's own value; "other" where nothing fits."""
    value = value.strip()
    if kind == "ucdp":
        return UCDP.get(value.split(".")[0], "other")
    if kind == "gdelt":
        code = value.zfill(2) if len(value) == 1 else value
        return next((CAMEO[code[:n]] for n in (4, 3, 2) if code[:n] in CAMEO), "other")
    return ACLED.get(value.lower()) or next(
        (t for t, words in WORDS if re.search(words, value, re.IGNORECASE)), "other"
    )
