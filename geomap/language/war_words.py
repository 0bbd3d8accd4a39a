"""Classes of words of war reporting: who moves, what is carried, by what, and what strikes."""

from __future__ import annotations


def _table(lines: str) -> dict[str, str]:
    """Class by word, from lines of `class: word word ...`."""
    rows = (line.partition(":") for line in lines.strip().splitlines())
    return {word: kind.strip() for kind, _, words in rows for word in words.split()}


TROOPS = frozenset(
    """troops troop soldiers soldier fighters fighter forces force militiamen militia militias mercenaries mercenary
    volunteers personnel reinforcements battalion battalions brigade brigades division divisions regiment regiments
    convoy column columns commandos marines paratroopers peacekeepers recruits instructors advisers advisors contractors
    rebels insurgents militants jihadists gunmen army military units unit contingent contingents vanguard guards police
    combatants infantry armour armor tanks officers guerrillas separatists paramilitaries paramilitary conscripts legion
    servicemen peacekeeper legionnaires men elements navy warships warship fleet column terrorists detachment detachments peshmerga taliban houthis jihadis fedayeen commandos""".split(),
)
CARGO = frozenset(
    """weapons weapon weaponry arms ammunition munitions missiles missile rockets rocket shells artillery drones drone
    explosives rifles guns mortars howitzers launchers supplies equipment materiel fuel petrol diesel gasoline oil food flour
    grain rice medicine medicines aid cargo cargoes parts components vehicles tanks armour kit hardware goods gold gear systems
    charcoal fertiliser fertilizer uniforms radios grenades bullets jet-fuel wheat relief bombs warheads launcher system
    consignment consignments shipment shipments ambulances kerosene generators cash money timber minerals coltan cobalt humvees pickups
    rounds interceptors batteries engines nitrate ivory livestock sugar cement water tents blankets vaccines vegetables fruit meat milk bread
    seeds howitzer tank cartridges coal pistols fish salt steel potatoes cereals maize sorghum beans lentils tarpaulins cigarettes
    medication pharmaceuticals foodstuffs provisions rations freight""".split(),
)
SOFT_CARGO = frozenset(
    """food flour grain rice medicine medicines aid relief wheat goods humanitarian ambulances water tents blankets vaccines sugar
    cement livestock vegetables fruit meat milk bread seeds fish salt steel potatoes cereals maize sorghum beans lentils tarpaulins cigarettes
    medication pharmaceuticals foodstuffs provisions rations freight""".split()
)
CARRIERS = _table(
    """
    air: plane planes aircraft airplane airplanes aeroplane flight flights jet jets airliner airliners helicopter
    air: helicopters airlift airlifts airdrop airdrops transporter transporters airbridge
    air: boeing boeings hercules airbus tupolev tupolevs antonov antonovs ilyushin ilyushins il-76 il-76s an-26 an-26s c-130 c-130s
    land: truck trucks lorry lorries convoy convoys bus buses pickup pickups tankers-road mules donkeys camels
    land: motorbike motorbikes motorcycle motorcycles caravan caravans cart carts donkey mule camel porters
    sea: ship ships vessel vessels freighter freighters tanker tankers boat boats dhow dhows ferry ferries barge
    sea: corvette corvettes destroyer destroyers cruiser cruisers bulker bulkers coaster coasters tug tugs gunboat gunboats
    sea: barges frigate warship warships speedboat speedboats skiff skiffs canoe canoes pirogue pirogues trawler trawlers
    rail: train trains railcars wagons
    """
)
MODE_WORDS = _table(
    """
    air: air plane airspace
    sea: sea ship boat river water
    land: road land truck overland foot highway roads motorway track tracks
    rail: rail train railway
    """
)
CIVILIANS = frozenset(
    """civilians people persons individuals families residents refugees villagers inhabitants migrants children women population
    households townspeople displaced returnees evacuees herders farmers students""".split(),
)
AIR_MEANS = frozenset(
    """warplane warplanes jet jets aircraft plane planes helicopter helicopters drone drones uav uavs bomber bombers fighter-jets
    gunship gunships airstrike airstrikes air aerial sortie sorties barrel-bombs mig migs sukhoi sukhois su-24 su-25 su-34 su-35 su-57 f-16 f-16s f-15 f-35
    shahed shaheds geran lancet airforce glide guided bayraktar quadcopter quadcopters""".split(),
)
SHELL_MEANS = frozenset(
    """shell shells rocket rockets artillery mortar mortars missile missiles howitzer howitzers cannon grad iskander himars
    shellfire katyusha katyushas tank-fire projectiles projectile rounds barrage salvo volley tornado kalibr atacms""".split(),
)
BLAST_MEANS = frozenset(
    "suicide car-bomb roadside ied mine mines landmine landmines bomber grenade grenades explosive explosives".split()
)
PERSON_TITLES = frozenset(
    """president minister premier envoy ambassador general commander leader chief delegation official officials secretary
    spokesman spokeswoman king emir prince sheikh chancellor diplomat diplomats negotiators delegates marshal lawmakers mediator
    mediators delegations representatives inspectors governor mayor""".split(),
)
