"""Words of war reporting in compact tables: verbs with every inflected form, nouns, and what each one tells.

A verb line reads `type role: verb ...`; `role` is the part that a place plays as the verb's direct object (or as the
subject of its passive). Irregular forms follow the verb in brackets: `strike[struck]`, `take[took,taken]`.
Particles follow an underscore: `pull_out`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from geomap.language.inflection import inflect

PHYSICAL = frozenset(
    "air_strike shelling clash attack ground_offensive territorial_change withdrawal siege interdiction".split(),
)
MOVEMENT = frozenset({"arms_transfer", "troop_movement"})

# `strong` verbs name their event by themselves; `weak` ones take the type of a noun beside them ("killed in an air
# strike"); `move` ones take it from what moves (troops, arms, refugees, an envoy); `light` ones only carry a noun.
VERB_TABLE = """
strong air_strike at: bomb airstrike dive-bomb firebomb carpet-bomb strafe
strong shelling at: shell bombard mortar rocket
strong clash at: exchange_shots exchange_gunfire trade_shots trade_blows quell put_down[put] crush hold_out[held] fight_back[fought]
strong clash at: defeat engage fend_off hold_off[held] ward_off throw_back[threw,thrown] drive_back[drove,driven] drive_off[drove,driven]
strong clash at: fight_off[fought] beat_off[beat,beaten] trade_fire exchange_fire
strong clash at: clash fight[fought] battle skirmish duel repel repulse beat_back[beat,beaten]
strong attack at: derail hang[hanged] bludgeon decapitate crucify mutilate assail lynch booby-trap desecrate demolish bulldoze dynamite torpedo rob
strong attack at: round_up exterminate snipe fire_at fire_into fire_upon shoot_at shoot_dead shoot_up burn_alive blow_apart[blew,blown]
strong attack at: tear_apart[tore,torn] commandeer carry_off[carried] put_to_death[put]
strong attack at: hack wipe_out set_alight poison hijack waylay ravage knife butcher maraud
strong attack at: ambush raid assassinate massacre execute behead abduct kidnap torture rape loot torch ransack behead
strong attack at: gun_down open_fire blow_up[blew,blown] explode detonate shoot[shot] stab burn_down plunder pillage lynch murder
strong attack at: shoot_down[shot] bring_down[brought] kidnap slaughter raze set_fire[set] burn set_ablaze[set] fire_on mow_down sabotage vandalise vandalize
strong ground_offensive at: storm counterattack advance push_into push_towards push_toward push_north push_south push_east
strong ground_offensive at: push_west push_outwards push_outward push_on push_back push_deeper press_on close_in_on break_through[broke,broken]
strong ground_offensive at: drive_towards drive_toward drive_north drive_south drive_east drive_west roll_into roll_towards roll_toward
strong ground_offensive at: fight_their_way[fought] fight_its_way force_their_way force_its_way battle_their_way battle_its_way
strong ground_offensive at: converge_on descend_on swarm smash_through crash_through push_through press_forward press_towards
strong ground_offensive at: inch_forward claw_their_way breach penetrate outflank march_on spearhead mop_up gain_a_foothold surge_into
strong ground_offensive at: creep_into[crept] punch_through punch_into bear_down_on[bore,borne] gain_ground make_headway[made] charge_into
strong ground_offensive at: burst_into thrust_into thrust_towards sweep_towards[swept] sweep_north sweep_south sweep_east sweep_west
strong ground_offensive at: assault invade launch_into break_into[broke,broken] push_forward
strong ground_offensive at: push edge_towards edge_toward inch_towards inch_toward
strong territorial_change at: capture seize retake[retook,retaken] recapture liberate overrun[overran] conquer occupy regain wrest reconquer
strong territorial_change at: drive_out[drove,driven] drive_from[drove,driven] force_out force_from push_out push_from oust expel dislodge flush_out chase_out chase_from
strong territorial_change at: take_over[took,taken] fall_to[fell,fallen] clear annex cede surrender take_hold[took,taken] evict sweep_into[swept] storm_into
strong territorial_change at: rout sweep_through[swept] sweep_across sweep_over snatch grab kick_out root_out throw_out[threw,thrown]
strong territorial_change at: reoccupy eject subdue repossess prise pry forfeit relinquish
strong territorial_change at: take_charge_of[took,taken] change_hands
strong territorial_change at: wrestle recover secure hand_over[handed] win_back[won] claw_back reclaim re-enter reenter
strong withdrawal from: withdraw[withdrew,withdrawn] slip_out retreat pull_out pull_back abandon vacate pull_from evacuate decamp disengage fall_back[fell,fallen]
strong withdrawal from: move_out march_out slip_away melt_away back_off draw_down[drew,drawn] give_up[gave,given] exit hand_back
strong withdrawal from: quit[quit] redeploy_from leave_behind[left]
strong siege at: besiege encircle surround blockade beleaguer cut_off[cut] lay_siege[laid] starve envelop choke throttle box_in bottle_up hem_in pin_down isolate
strong arms_transfer to: smuggle resupply rearm arm equip airlift airdrop truck ferry traffic[trafficked,trafficked] provision funnel arm
strong troop_movement to: deploy redeploy reinforce mass station garrison dispatch infiltrate parachute airland amass regroup
strong recruitment at: call_up sign_up recruit enlist conscript mobilise mobilize train draft press-gang
strong interdiction at: intercept interdict impound confiscate turn_back halt blockade bar prohibit quarantine ground inspect close_down
strong interdiction at: down suspend hold_up[held] cordon_off barricade obstruct
strong interdiction at: board padlock lock_down restrict curtail impede disrupt shutter close_off seal shut[shut] shut_down[shut] close ban mine sever forbid[forbade,forbidden] deny_overflight turn_away block
strong diplomacy at: negotiate mediate broker petition host convene reconcile lobby confer meet[met] hold_talks[held] recall
strong diplomacy at: agree sign ratify accede parley
strong visit at: visit tour inspect_front
strong statement at: announce condemn accuse warn declare vow pledge threaten urge denounce demand appeal call_on call_for claim_responsibility hail
strong sanction at: sanction blacklist embargo freeze[froze,frozen]
strong displacement from: displace uproot deport resettle
strong other at: protest rally demonstrate arrest detain imprison jail demine dismantle riot
weak attack at: hit[hit] strike[struck] target pound attack kill wound injure destroy damage maim pummel hammer blast rock devastate level
weak attack at: riddle scorch shatter pulverise pulverize saturate blanket spray
weak attack at: plaster slam_into rip_through rip_into tear_through[tore,torn] smash_into plough_into plow_into crash_into
weak attack at: cripple knock_out batter pepper wreck incinerate gut rain_on rain_down_on
weak attack at: die perish slay[slew,slain] assault bombard flatten obliterate
move any to: arrive come[came,come] go[went,gone] reach enter land travel fly[flew,flown] cross move drive[drove,driven] march
move any to: ship send[sent] bring[brought] deliver transport transfer haul carry convey pour flow stream sail steam cross_into
move any to: dock unload offload return pass transit head cross_over supply provide import export channel relocate make_its_way[made]
move any to: trek flock straggle walk step set_foot[set] ride_into touch_down shuttle
move any to: get[got,gotten] feed[fed] run[ran,run] roll slip sneak berth donate offload anchor disembark embark ride[rode,ridden] shift surge trickle
move any from: leave[left] depart flee[fled] escape set_off[set] set_out[set] fly_out[flew,flown]
light any at: launch conduct carry_out stage mount make[made] wage begin[began,begun] start continue resume intensify step_up hold[held] host
light any at: attend sign impose lift break_out[broke,broken] erupt take_place[took,taken] occur rage flare happen report escalate spread[spread]
light any at: come_under[came,come] face suffer sustain witness see[saw,seen] endure repel foil thwart halt end stop expand renew repeat commit flare_up take[took,taken]
light any at: lose[lost] gain open follow trigger prompt spark lead[led] join enter participate rally support back perform execute fire unleash receive be[was,were,is,are,been,being]
light any at: do[did,done] use leave[left] cause claim continue subside span die_down intensify shake[shook,shaken] hear[heard] stretch persist reach go_off[went] call seek[sought]
"""

NOUN_TABLE = """
air_strike: airstrike airstrikes air-strike air-strikes bombing-raid air-raid air-raids sortie sorties air-strikes drone-strike
air_strike: drone-strikes barrel-bomb barrel-bombs air-campaign bombing-campaign aerial-bombardment air-attack air-attacks drone-attack drone-attacks
air_strike: drone-raid drone-raids aerial-raid aerial-raids helicopter-strike helicopter-strikes bombing-sorties
air_strike: aerial-attack aerial-attacks aerial-bombing airstrikes aerial-strikes bombing-runs air-bombardment
shelling: shelling bombardment bombardments shellfire artillery-fire rocket-fire mortar-fire artillery-strike artillery-strikes rocket-attack rocket-attacks
shelling: missile-attack missile-attacks missile-strike missile-strikes artillery-barrage barrage barrages shells rockets mortars missiles artillery
shelling: missile-barrage missile-barrages rocket-barrage rocket-barrages rocket-salvo rocket-salvos missile-salvo missile-salvos
shelling: mortar-attack mortar-shells salvo salvos volley volleys rocket-strike rocket-strikes artillery-attack tank-fire mortar-rounds missile
clash: clash clashes fighting battle battles skirmish skirmishes firefight firefights gunfight gunfights combat gun-battle gun-battles hostilities
clash: engagements gunshots shootout shootouts shoot-out skirmishing exchange-of-gunfire exchanges-of-gunfire confrontations
clash: exchange-of-fire exchanges-of-fire infighting gunfire street-battles street-fighting
attack: attack attacks ambush ambushes raid raids assault assaults massacre massacres killing killings assassination explosion explosions blast blasts
attack: suicide-bombing suicide-bombings car-bomb car-bombs truck-bomb roadside-bomb roadside-bombs suicide-attack suicide-attacks ied landmine landmines
attack: bombing bombings execution executions abduction kidnapping kidnappings bomb bombs shooting shootings gas-attack chemical-attack strike strikes
attack: car-bombing car-bombings truck-bombing truck-bombings bomb-attack bomb-attacks bomb-blast bomb-blasts grenade-attack
attack: grenade-attacks gun-attack arson looting kidnappings abductions assassinations stabbing
attack: suicide-bomber suicide-bombers beheading atrocity atrocities mine drone drones grenade
ground_offensive: offensive offensives counteroffensive counter-offensive counter-attack counterattack advance advances ground-assault incursion incursions
ground_offensive: ground-offensive ground-offensives amphibious-landing amphibious-assault storming
ground_offensive: ground-operation ground-operations invasion onslaught foray thrust
territorial_change: entry capture recapture seizure takeover gains fall loss liberation conquest
withdrawal: departure exit withdrawal withdrawals retreat pullout pull-out pullback drawdown
siege: siege encirclement blockade
arms_transfer: shipment shipments delivery deliveries consignment consignments airlift airlifts arms-transfer arms-transfers weapons-transfers
arms_transfer: cargo-flight cargo-flights resupply resupply-flights resupply-missions arms-supplies transfers supply-flights arms-flow arms-supply airdrop airdrops
arms_transfer: arms-shipment arms-shipments weapons-shipments arms-deliveries supply-runs transport influx
troop_movement: deployment deployments reinforcements reinforcement build-up buildup redeployment
recruitment: recruitment conscription mobilisation mobilization enlistment
interdiction: interception
diplomacy: talks negotiations consultations ceasefire truce summit agreement deal accord treaty mediation conference peace-talks armistice
visit: visit trip
sanction: sanctions embargo
displacement: exodus displacement evacuation
other: prisoner-exchange prisoner-swap exchange-of-prisoners prison-break jailbreak jail-break protest protests demonstration demonstrations arrest arrests rally
"""
# Nouns that tell an event only where a verb or preposition makes one of them: alone they are weapons or topics.
WEAK_NOUNS = frozenset(
    """shells rockets mortars missiles missile artillery bomb bombs mine drone drones grenade landmine landmines ied
    gains fall loss transport influx deal agreement accord treaty rally conference operation strike strikes transfers""".split(),
)

SAY = """say[said] tell[told] report state confirm announce claim add note insist argue maintain acknowledge admit concede assert
allege stress explain reveal disclose warn suggest believe estimate write[wrote,written] describe testify declare recall assess
indicate show[showed,shown] find[found] accuse think[thought] hint swear[swore,sworn] tweet post quote cite predict expect"""
DENY = "deny refute reject dismiss dispute rebut disavow disown contradict rubbish contest disclaim deride ridicule scoff debunk repudiate discount"
# verbs that carry another one: what they do to its stance
CATENATIVE = {
    "planned": """plan intend want hope expect aim vow pledge promise threaten prepare seek[sought] agree propose offer
        decide order consider mull contemplate be_set be_due be_about be_expected be_ready be_likely be_poised be_slated be_scheduled schedule mean[meant] urge ask ready""",
    "negated": "fail refuse refrain avoid cease decline",
    "alleged": "appear seem be_said be_believed be_reported be_accused be_alleged be_suspected be_thought claim accuse suspect",
    "asserted": """begin[began,begun] start continue keep[kept] resume manage help be_able try attempt use be_used finish
        proceed come[came,come] go[went,gone] allow let force enable seek permit be_made""",
}
COMMON_VERBS = """scrap annul rid[rid] cleanse purge lower haul sight unearth exhume absorb admit camp unblock accommodate belong retain relinquish forfeit assume curtail hinder impede withhold[withheld] allocate navigate penetrate rename retaliate
retrieve spearhead withstand[withstood] encroach overpower outflank repatriate resettle inhabit replenish trek consolidate cement entrench strengthen tighten slip have[had,has,having] need want like know[knew,known] live work play remain stay lie[lay,lain] stand[stood] become[became,become]
include contain involve concern affect mark fear escape survive treat rescue help pay[paid] buy[bought] sell[sold] build[built] rebuild[rebuilt]
control rule govern administer hold[held] keep[kept] dominate link connect border overlook serve house own belong consist
change turn look ask answer reply respond comment question grow[grew,grown] rise[rose,risen] raise fall[fell,fallen] drop increase decrease
decrease boost bolster strengthen weaken reduce cut[cut] put[put] set[set] give[gave,given] grant receive accept lose[lost] win[won] share
coordinate lead[led] command head direct oversee[oversaw,overseen] operate fund finance back support oppose favour favor approve reject
mean[meant] matter depend appear seem happen learn speak[spoke,spoken] discuss consider study review publish film spot see[saw,seen] photograph
watch hear[heard] feel[felt] read[read] gather collect bury mourn celebrate hoist plant raise remove clear repair defuse guard protect
achieve acquire adopt advise afford apologise apply arrange arise[arose,arisen] assist assure attract bear[bore,borne] begin[began,begun]
bind[bound] catch[caught] choose[chose,chosen] cite combine compare compel compete complain comply compose comprise conceal
concentrate conclude confess confine confront constitute construct consult consume convict convince cooperate cope criticise criticize
deal[dealt] define depict deprive derive deserve destabilise destabilize detect determine deteriorate develop dig[dug] disagree
disappear discover dismantle dissolve distribute divide doubt draw[drew,drawn] dwindle eat[ate,eaten] elect eliminate embark emerge
emphasise emphasize employ encounter encourage endanger endorse enforce engage enhance ensure entail erect evolve examine exceed
exclude execute exempt exhaust expire exploit expose extend facilitate fade flourish forbid[forbade,forbidden] forget[forgot,forgotten]
fortify fulfil fulfill gauge generate guarantee handle happen harass harbour hesitate identify ignore illustrate imagine implement
imply improve incite incur inflict influence inform inherit initiate insert install instruct insulate intend interact interfere
interrupt intervene invest investigate invite isolate join judge justify lay[laid] lean liken linger listen locate lodge loom maintain
manipulate mention merge minimise minimize mirror mobilise mock modify motivate multiply negotiate neglect nominate notify obey object
observe obtain occupy operate organise organize originate overcome[overcame] overthrow[overthrew,overthrown] overwhelm participate
perceive permit pinpoint ponder populate portray postpone precede predict presume prevail proclaim procure project prolong prompt
prosecute prove provoke pursue reassure rebuke recede recognise recognize recommend reconsider reflect refuse regard regret
reinstate reiterate relate rely remind renew renounce replace reply represent rescind resemble resent reserve reside resign resist
resolve respect restore restrain restrict resume retire reveal revive revoke ruin sack satisfy scatter scrutinise shatter[shattered]
shelve shrink[shrank,shrunk] signal simplify sink[sank,sunk] sit[sat] slow specify sponsor stabilise stabilize steal[stole,stolen]
stipulate stockpile straddle strain strip stumble subdue submit succeed succumb sue summon supervise suppress surpass swap
sweep[swept] swell[swelled,swollen] symbolise sympathise tear[tore,torn] tempt tend terminate terrify testify tolerate topple
transform translate trespass triumph undergo[underwent,undergone] undermine understand[understood] undertake[undertook,undertaken]
unify unite unveil uphold[upheld] urge vanish vary verify veto view violate visualise vote wage wane warrant waste weather weigh
welcome widen wield worry yield breach evade defy flout skirt free release pause suspend cancel delay avert postpone prevent foil thwart hamper disrupt allege lack exist deserve await suffer employ provide hire possess earn spend teach study lend borrow fuel block seek
bury settle gather tighten ease worsen improve threaten exchange trade reopen defend patrol monitor escort accompany follow chase pursue hunt search hide[hid,hidden] shelter wait await fire burn collapse crash
load unload store stockpile assemble manufacture produce tow divert avoid bypass skirt circumvent threaten trap strand stick[stuck] let[let]
brush shrug shutter stall strand bog ram erect install cement trap shuttle deride ridicule scoff mock discount debunk repudiate decry
swing[swung] contribute bring[brought] open close run[ran] form create found establish elect appoint name call describe label brand"""


class Frame(NamedTuple):
    """What a verb tells: `kind` (strong, weak, move, light), event `type`, `obj` role of its object place, particle."""

    kind: str
    type: str
    obj: str
    lemma: str
    particle: tuple[str, ...] = ()


class Form(NamedTuple):
    """An inflected form: its lemma and shape (base, s, ing, past, participle; ed = both)."""

    lemma: str
    shape: str


def _entries(table: str) -> list[tuple[str, tuple[str, ...]]]:
    """`(verb, irregular forms)` of each word of a table line."""
    matches = re.finditer(r"([\w-]+)(?:\[([\w,]+)\])?", table)
    return [(m.group(1), tuple(m.group(2).split(",")) if m.group(2) else ()) for m in matches]


@cache
def frames() -> dict[str, tuple[Frame, ...]]:
    """Frames by lemma; those with a particle first, so that "pull out" is tried before "pull"."""
    found: dict[str, list[Frame]] = {}
    for line in VERB_TABLE.strip().splitlines():
        head, _, verbs = line.partition(": ")
        kind, kind_type, obj = head.split()
        for entry, _irregular in _entries(verbs):
            lemma, *particle = entry.split("_")
            found.setdefault(lemma, []).append(Frame(kind, kind_type, obj, lemma, tuple(particle)))
    order = {"strong": 0, "weak": 1, "move": 2, "light": 3}
    return {k: tuple(sorted(v, key=lambda f: (-len(f.particle), order[f.kind]))) for k, v in found.items()}


@cache
def forms() -> dict[str, Form]:
    """Every inflected form of every verb of the tables."""
    found: dict[str, Form] = {}
    irregular: dict[str, tuple[str, ...]] = {}
    tables = [line.partition(": ")[2] for line in VERB_TABLE.strip().splitlines()]
    tables += [SAY, DENY, COMMON_VERBS, *CATENATIVE.values()]
    for table in tables:
        for entry, extra in _entries(table):
            lemma = entry.split("_")[0]
            if extra or lemma not in irregular:
                irregular[lemma] = extra or irregular.get(lemma, ())
    for lemma, extra in irregular.items():
        words = inflect(lemma, extra)
        if not extra and re.search(r"[^aeiou][aeo]l$", lemma):  # travelled, signalling
            words |= {lemma + "led": "ed", lemma + "ling": "ing"}
        for word, shape in words.items():
            kept = found.get(word)
            if kept is None or (kept.shape != "base" and shape == "base" and kept.lemma not in BETTER):
                found[word] = Form(lemma, shape)
    for word in "am is are was were be been being 're 'm".split():
        found[word] = Form("be", {"be": "base", "been": "participle", "being": "ing"}.get(word, "past"))
    for word in "has had having have".split():
        found[word] = Form("have", {"have": "base", "having": "ing"}.get(word, "past"))
    return found


BETTER = frozenset({"find", "leave", "see", "lie", "fall", "strike", "fly"})  # found, left, saw, lay ... are theirs


@cache
def nouns() -> dict[str, str]:
    """Event type by noun; nouns of two words are joined by a hyphen here."""
    found: dict[str, str] = {}
    for line in NOUN_TABLE.strip().splitlines():
        kind, _, words = line.partition(": ")
        for word in words.split():
            found.setdefault(word, kind)
    return found


@cache
def lemmas(table: str) -> frozenset[str]:
    """Lemmas of one of the tables above (`SAY`, `DENY`)."""
    return frozenset(entry.split("_")[0] for entry, _ in _entries(table))


@cache
def catenatives() -> dict[str, str]:
    """What a verb before another one does to it: planned, negated, alleged, asserted; `be_set` for "is set to"."""
    return {entry: effect for effect, table in reversed(CATENATIVE.items()) for entry, _ in _entries(table)}
