"""Everyday verbs that tell a warlike event in the right company: "changed hands", "laid down their arms", "left home"."""

from __future__ import annotations

from collections.abc import Callable

from geomap.language.events.company import (
    BARGAINS,
    BENIGN,
    CAPTIVES,
    DEVICES,
    EMERGENCIES,
    FOOTHOLD,
    PATROLS,
    ROADBLOCKS,
    SEIZED_PEOPLE,
    SIRENS,
    STRIKING_AIRCRAFT,
    STRIKING_SHELLS,
    aircraft,
    by_officials,
    civilians,
    comes_near,
    control,
    down_arms,
    envoys,
    explosive,
    filmed_troops,
    from_home,
    goods_handed,
    hands,
    is_spotted,
    mission,
    object_has,
    out_of_service,
    person_expected,
    place_back,
    pushes_troops,
    shells_land,
    ship,
    shut,
    stuck,
    takes,
    to_the_road,
    together,
    town_falls,
    troops,
    troops_give_up,
    troops_halted,
    troops_stop,
    under_control,
    under_fire,
)
from geomap.language.events.presence import (
    delegates_there,
    due_there,
    entered,
    in_hands_again,
    masters_of,
    officials_there,
    opens_base,
    sit_down,
    taken_back,
    troops_there,
    up_posts,
)
from geomap.language.events.sense import CLOSABLE, Sense
from geomap.language.events.strikes import (
    body_found,
    bombs_land,
    break_in,
    by_aircraft,
    by_gunners,
    cache_found,
    dropped_goods,
    fallen_upon,
    found_dead,
    goes_down,
    goes_off,
    loses_craft,
    odd_shells,
    pirates,
    plane_down,
    protest,
    sacks,
    seized_at_sea,
    sets_ablaze,
    sweeps,
    taken_out,
    taken_out_from_the_air,
    takes_hit,
    unarmed_seized,
)
from geomap.language.events.transfer import (
    FLAGS,
    flag,
    freed_place,
    gives_up,
    hands_over,
    passes_to,
    refugees,
    set_free,
    slips_out,
)
from geomap.language.war_words import CARRIERS

VEHICLES = frozenset(CARRIERS) | {"vehicle", "vehicles", "car", "cars", "van", "vans", "minibus"}
_Row = tuple[str, Callable[[Sense], bool], str]


def _table(*rows: _Row) -> dict[str, tuple[tuple[Callable[[Sense], bool], str], ...]]:
    """Tests and types by verb, in the order of the rows."""
    found: dict[str, tuple[tuple[Callable[[Sense], bool], str], ...]] = {}
    for verbs, test, kind in rows:
        for verb in verbs.split():
            found[verb] = (*found.get(verb, ()), (test, kind))
    return found


#: What verbs tell that have another event of their own or none: looked at before that.
_OTHER = _table(
    ("strike hammer thrash", object_has(BARGAINS), "diplomacy"),
    ("board", pirates, "attack"),
    ("storm raid break assault attack", break_in, "attack"),
    ("seize capture", seized_at_sea, "interdiction"),
    ("seize snatch grab capture take", unarmed_seized, "attack"),
    ("evacuate", object_has({"wounded", "injured", "patients", "sick"}), "other"),
    ("rocket shell bombard mortar engage", by_aircraft, "air_strike"),
    ("hand cede yield", hands_over, "territorial_change"),
    ("pound hit strike target blast hammer batter pummel attack", by_gunners, "shelling"),
    ("evacuate expel evict", civilians, "displacement"),
    ("evacuate", by_officials, "displacement"),
    ("halt stop pause", troops_stop, "troop_movement"),
    ("abandon quit leave flee vacate", from_home, "displacement"),
    ("hand", goods_handed, "arms_transfer"),
    ("push drive", pushes_troops, "clash"),
    ("surrender", troops_give_up, "other"),
    ("close shut shutter", mission, "diplomacy"),
    ("drive ram", explosive, "attack"),
    ("impose declare", object_has(EMERGENCIES), "other"),
    ("set", object_has(SIRENS), "shelling"),
    ("set", object_has(DEVICES), "attack"),
    ("stop halt block turn", troops_halted, "clash"),
)

_SPECIAL = _table(
    (
        """take seize gain regain lose wrest cede assume retake establish consolidate wrestle relinquish surrender tighten
        hand reassert restore cement extend""",
        control,
        "territorial_change",
    ),
    ("take", object_has(SEIZED_PEOPLE), "attack"),
    ("take", up_posts, "troop_movement"),
    ("take", taken_out_from_the_air, "air_strike"),
    ("take", taken_out, "attack"),
    ("be", taken_back, "territorial_change"),
    ("be", in_hands_again, "territorial_change"),
    ("be stand", troops_there, "troop_movement"),
    ("find", found_dead, "attack"),
    ("report see spot sight", troops_there, "troop_movement"),
    ("be", masters_of, "territorial_change"),
    ("be", delegates_there, "diplomacy"),
    ("be", due_there, "visit"),
    ("open establish set build", opens_base, "troop_movement"),
    ("take", takes_hit, "attack"),
    ("lose", loses_craft, "attack"),
    ("go", goes_down, "attack"),
    ("set", sets_ablaze, "attack"),
    ("use", odd_shells, "shelling"),
    ("find discover uncover unearth", cache_found, "interdiction"),
    ("sack", sacks, "attack"),
    ("give", gives_up, "other"),
    ("slip creep sneak", slips_out, "withdrawal"),
    ("scrap tear annul revoke denounce end", object_has(BARGAINS), "diplomacy"),
    ("be", officials_there, "visit"),
    ("sit", sit_down, "diplomacy"),
    ("enter reach penetrate", entered, "territorial_change"),
    ("sweep comb", sweeps, "other"),
    ("present submit", object_has({"findings", "credentials", "report", "proposal"}), "diplomacy"),
    ("fall set", fallen_upon, "attack"),
    ("land fall explode impact rain slam come", bombs_land, "air_strike"),
    ("fire open", by_gunners, "shelling"),
    ("go", goes_off, "attack"),
    ("free rid cleanse purge", freed_place, "territorial_change"),
    ("set", set_free, "other"),
    ("pass go hand revert return give transfer", passes_to, "territorial_change"),
    ("raise hoist plant lower haul run", object_has(FLAGS), "territorial_change"),
    ("go fly", flag, "territorial_change"),
    ("receive register admit host absorb", refugees, "displacement"),
    ("find discover exhume unearth", body_found, "other"),
    ("come", plane_down, "other"),
    ("drop parachute", dropped_goods, "arms_transfer"),
    ("take lose gain win", takes, "territorial_change"),
    ("land fall crash explode impact rain slam come pour", shells_land, "shelling"),
    ("make", object_has({"gains"}), "territorial_change"),
    ("hand", place_back, "territorial_change"),
    ("make gain", object_has({"ground", "headway", "inroads", "progress", "advances"}), "ground_offensive"),
    ("fall", town_falls, "territorial_change"),
    ("come pass", under_control, "territorial_change"),
    ("come", under_fire, "attack"),
    ("come get", comes_near, "ground_offensive"),
    ("change", hands, "territorial_change"),
    ("end break loosen", object_has(FOOTHOLD), "territorial_change"),
    ("lay put", down_arms, "other"),
    ("spot see photograph film picture", is_spotted, "visit"),
    ("expect", person_expected, "visit"),
    ("open", object_has({"fire"}), "attack"),
    ("exchange trade", object_has({"fire"}), "clash"),
    ("open reopen", mission, "diplomacy"),
    ("remain stay stand", shut, "interdiction"),
    ("gather assemble", envoys, "diplomacy"),
    ("shelter camp house accommodate lodge host", civilians, "displacement"),
    ("shake", hands, "diplomacy"),
    ("link join meet", together, "troop_movement"),
    ("show depict capture picture", filmed_troops, "troop_movement"),
    ("begin start resume conduct mount launch intensify increase", object_has(PATROLS), "troop_movement"),
    ("cut", object_has(CLOSABLE), "interdiction"),
    ("unblock", object_has(CLOSABLE), "other"),
    ("reopen", object_has(CLOSABLE), "other"),
    ("crash collapse", aircraft, "other"),
    ("stop block search hold detain tow divert turn", object_has(VEHICLES), "interdiction"),
    ("mount erect set establish install", object_has(ROADBLOCKS), "interdiction"),
    ("stick strand trap", stuck, "interdiction"),
    ("free release liberate rescue", object_has(CAPTIVES), "other"),
    ("put", out_of_service, "attack"),
    ("sink", ship, "attack"),
    ("stall bog", troops, "troop_movement"),
    ("force drive", from_home, "displacement"),
    ("take", to_the_road, "displacement"),
    ("seek take", object_has({"refuge", "shelter", "sanctuary"}), "displacement"),
    ("claim cost", object_has({"lives"}), "attack"),
    ("drop", object_has({"bomb", "bombs", "munitions", "explosives"}), "air_strike"),
)


def other_sense(s: Sense) -> str:
    """The event type of a verb that means something else here than what it tells by itself; "" where it does not."""
    return _kind(_OTHER, s)


def special_sense(s: Sense) -> str:
    """The event type of a light or everyday verb with the right companion; "" where it tells nothing."""
    return _kind(_OTHER, s) or _kind(_SPECIAL, s) or _by_means(s)


def _by_means(s: Sense) -> str:
    """ "Jets softened up trenches near X": whatever aircraft or shells do at a place is a strike, what crowds do a protest."""
    g = s.clause.group
    if g is None or g.passive or not g.finite or g.lemma in BENIGN or g.stance or not (s.objects and s.places):
        return ""
    if s.clause.opener.startswith("rel") or not any(
        u.prep in ("in", "at", "near", "around", "outside", "of") for u in s.places
    ):
        return ""
    if s.subjects & STRIKING_AIRCRAFT:
        return "air_strike"
    return "shelling" if s.subjects & STRIKING_SHELLS else "other" if protest(s) else ""


def _kind(table: dict[str, tuple[tuple[Callable[[Sense], bool], str], ...]], s: Sense) -> str:
    g = s.clause.group
    rows = table.get(g.lemma, ()) if g is not None else ()
    return next((kind for test, kind in rows if test(s)), "")
