"""Tests of who strikes what, by what: gunners, aircraft, pirates, crowds; buildings, the unarmed, the dead."""

from __future__ import annotations

from geomap.language.events.company import BOMBS, active, passive, word_after
from geomap.language.events.sense import TAKEN_GROUND, Sense
from geomap.language.war_words import AIR_MEANS, CARGO, CARRIERS, CIVILIANS, TROOPS

GUNNERS = frozenset(
    "artillery mortars gunners guns gun gunboats gunboat artillerymen batteries howitzers cannons tanks".split()
)
PIRATES = frozenset("pirates pirate robbers gunmen hijackers".split())
ATTACKERS = TROOPS | frozenset("bandits raiders attackers assailants gang gangs robbers tribesmen herders mob".split())
BUILDINGS = frozenset(
    """hotel prison jail school mosque church market bank courthouse court embassy consulate university hospital clinic
    mall restaurant office offices station house home ministry warehouse warehouses monastery dormitory beach""".split()
)
UNARMED = (CIVILIANS - {"population", "people"}) | frozenset(
    """pupils girls schoolgirls schoolchildren boys passengers worshippers workers traders drivers travellers pilgrims
    nuns priests tourists fishermen engineers teachers nurses""".split()
)
CROWDS = frozenset("protesters demonstrators crowds crowd marchers mourners strikers".split())
DEAD = frozenset("body bodies corpses remains grave graves".split())


def by_gunners(s: Sense) -> bool:
    """ "Gunners pounded X", "naval guns opened up on X"."""
    return active(s) and bool(s.places) and bool(s.subjects & GUNNERS) and not s.subjects & AIR_MEANS


def by_aircraft(s: Sense) -> bool:
    """ "Helicopters rocketed a column", "was shelled by gunships"."""
    return bool((s.low if passive(s) else s.subjects) & AIR_MEANS)


def pirates(s: Sense) -> bool:
    """ "Pirates boarded a bulker"."""
    return bool((s.low if passive(s) else s.subjects) & PIRATES)


def break_in(s: Sense) -> bool:
    """ "stormed a hotel", "broke into the prison": a building in a town, not the town."""
    g = s.clause.group
    direct = any(u.position == ("subject" if passive(s) else "object") and not u.qualifier for u in s.places)
    into = g is not None and (g.lemma != "break" or word_after(s) == "into")
    return into and not direct and bool(s.objects & BUILDINGS)


def unarmed_seized(s: Sense) -> bool:
    """ "Pupils were seized from a school", "gunmen took nine passengers"."""
    direct = any(u.position == ("subject" if passive(s) else "object") and not u.qualifier for u in s.places)
    return bool(s.objects & UNARMED) and not direct and "part" not in s.objects


def seized_at_sea(s: Sense) -> bool:
    """ "seized off Hodeidah": a ship, no ground."""
    return any(u.prep == "off" for u in s.places) and not any(u.position == "object" for u in s.places)


def found_dead(s: Sense) -> bool:
    """ "was found dead at X"."""
    return passive(s) and word_after(s) in ("dead", "shot", "beheaded", "murdered")


def fallen_upon(s: Sense) -> bool:
    """ "Gunmen fell upon herders near X"."""
    return active(s) and word_after(s) == "upon" and bool(s.subjects & ATTACKERS)


def bombs_land(s: Sense) -> bool:
    """ "A guided bomb landed on a school", "bombs fell on the camp": dropped from aircraft, unless of mortars."""
    return bool(s.places) and bool(s.subjects & {"bomb", "bombs"}) and "mortar" not in s.subjects


def taken_out_from_the_air(s: Sense) -> bool:
    """ "Jets took out a depot near X"."""
    return taken_out(s) and bool(s.subjects & AIR_MEANS)


def taken_out(s: Sense) -> bool:
    """ "Troops took out a bunker at X"; not "took out a loan"."""
    return active(s) and word_after(s) == "out" and bool(s.places) and bool(s.subjects & (ATTACKERS | AIR_MEANS))


def takes_hit(s: Sense) -> bool:
    """ "The tanker took a missile in the side off X"."""
    struck = s.objects & {"missile", "missiles", "hit", "hits", "torpedo", "rocket", "shell", "shells"}
    return active(s) and bool(struck and s.places) and bool(s.subjects & CARRIERS.keys())


def loses_craft(s: Sense) -> bool:
    """ "lost two tanks near X", "lost the cruiser off X"."""
    return active(s) and bool(s.objects & (CARRIERS.keys() | ARMOUR) and s.places) and "contact" not in s.objects


ARMOUR = frozenset("tank tanks drone drones uav howitzer howitzers".split())


def goes_down(s: Sense) -> bool:
    """ "The ship went down off X"."""
    return word_after(s) == "down" and bool(s.places) and bool({w.low for w in s.actors} & CARRIERS.keys())


def sets_ablaze(s: Sense) -> bool:
    """ "set the terminal on fire", "set homes ablaze"."""
    return bool(s.low & {"ablaze", "alight"}) or ("fire" in s.low and "on" in s.low)


def odd_shells(s: Sense) -> bool:
    """ "White phosphorus was used on X"."""
    return bool(s.objects & {"phosphorus", "chlorine", "napalm", "sarin"} and s.places)


def cache_found(s: Sense) -> bool:
    """ "A cache of mines was found at X"."""
    return bool(s.objects & {"cache", "caches", "stockpile", "arsenal"} and s.places)


def sacks(s: Sense) -> bool:
    """ "sacked the army post at X"; not "sacked the minister"."""
    direct = any(u.position == ("subject" if passive(s) else "object") and not u.qualifier for u in s.places)
    return direct or bool(s.objects & (TAKEN_GROUND) and s.places)


def goes_off(s: Sense) -> bool:
    """ "A car packed with explosives went off"."""
    g = s.clause.group
    before = {w.low for w in s.clause.words[: g.first]} if g is not None else set()
    return word_after(s) == "off" and bool(before & (BOMBS | {"grenade", "grenades"}))


def sweeps(s: Sense) -> bool:
    """ "The police combed X for cells"."""
    return active(s) and any(u.position == "object" for u in s.places) and bool(s.subjects & ATTACKERS)


def protest(s: Sense) -> bool:
    """Whether a crowd does it."""
    return bool(s.subjects & CROWDS)


def body_found(s: Sense) -> bool:
    """ "found the bodies of seven people"."""
    return bool(s.objects & DEAD and s.places)


def plane_down(s: Sense) -> bool:
    """ "The helicopter came down near X"."""
    return word_after(s) == "down" and bool(s.subjects & AIR_MEANS)


def dropped_goods(s: Sense) -> bool:
    """ "dropped supplies to its men at X"."""
    return bool(s.objects & CARGO and s.places) and not s.objects & (BOMBS | {"bombs", "rockets", "shells"})
