"""Word classes that the place work shares: titles, names of bodies, class words of places, verbs, compass words.

Closed lists of ordinary language, no names of places: places come from the gazetteer.
"""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION = _set(
    """a an the this that these those and or but nor so yet if then than as at by for from in into of off on onto to up down
    over under with within without about above across after against along amid among around before behind below beneath
    beside besides between beyond despite during except inside like near outside past since through throughout till toward
    towards until upon via while when where who whom whose which what why how he she it they we i you his her its their our
    my your him them us me there here is are was were be been being am has have had do does did will would shall should can
    could may might must not no yes all any both each every few many more most much other some such only own same too very
    also just now once again however meanwhile moreover although because though unless whether according earlier later
    today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday""",
)
PREP_IN = _set("in at near inside outside throughout around across within into toward towards onto to from via through")
MONTHS = _set(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec""",
)
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
TITLES = _set(
    """mr mrs ms miss dr prof professor sir lord lady dame gen general lt lieutenant col colonel maj major capt captain sgt
    sergeant cpl corporal pvt private adm admiral cmdr commander brig brigadier marshal gov governor sen senator sens rep
    representative reps pres president vice minister premier chancellor king queen prince princess sheikh sheik shaikh imam
    ayatollah rabbi bishop archbishop cardinal pope pastor father reverend rev hon judge justice attorney sheriff mayor
    chief officer detective deputy secretary director chairman chairwoman chair ambassador envoy spokesman spokeswoman
    spokesperson coach quarterback author actor actress singer activist analyst leader founder owner manager congressman
    congresswoman councilman councilwoman commissioner superintendent principal coroner trooper patrolman inspector
    coordinator ceo editor reporter correspondent photographer emir sultan crown hajj haji mullah mawlawi mme m""",
)
ORG_WORDS = _set(
    """university college institute school academy bank times post news herald tribune gazette journal star globe daily
    telegraph guardian observer chronicle press agency bureau department ministry office council committee commission
    authority board association federation union league club team fc united society foundation trust fund party movement
    front army forces force brigade battalion division regiment corps command navy guard guards police court company
    corporation corp inc ltd llc co group holdings airlines airways air motors energy oil gas petroleum electric hospital
    clinic church museum theatre theater orchestra festival center centre stadium arena hotel mall store inn restaurant
    cafe library laboratory network television tv radio channel records magazine review project programme program
    initiative campaign conference congress parliament senate assembly house cup championship olympics games open marathon
    observatory monitor organisation organization services service systems industries international national""",
)
GIVEN = _set(
    """john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald
    steven steve paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey jeff ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin ben samuel sam gregory frank alexander alex raymond
    patrick jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan jeremy harold keith
    christian roger noah gerald carl terry sean arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie
    gabriel logan alan juan wayne ralph roy eugene randy vincent russell louis philip bobby johnny bradley mary patricia
    jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna
    michelle dorothy carol amanda melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna
    brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane
    ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah
    jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia grace
    denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori
    bill bob jim mike tom tim dan dave ed ted fred greg ken ron don chris matt nick tony rick rob phil pete andy barack
    hillary bernie mitt hugo pablo luis carlos jorge pedro miguel angel fernando ricardo antonio francisco manuel javier
    sergio roberto eduardo alejandro rafael diego mario alberto raul oscar ivan vladimir dmitry dmitri sergei sergey alexei
    aleksei mikhail nikolai boris igor oleg yuri andrei viktor pavel konstantin anatoly volodymyr petro oleksandr mykola
    mohammed muhammad mohamed mohammad ahmed ahmad ali hassan hussein hussain omar umar khaled khalid ibrahim yusuf youssef
    abdullah abdallah mahmoud mustafa bashar hafez saddam muammar hosni ibn bin ben ayman tariq samir nabil
    walid jamal kamal karim salim saleh said saeed nasser faisal fahd salman abdel abdul abd hamid rashid rami ziad fadi
    qassem qasem reza javad mehdi mahdi amir hamza bilal idris musa isa yahya zakaria recep tayyip mehmet mustafa ahmet
    fatima aisha zainab maryam leila layla noor nur jean pierre jacques francois françois emmanuel nicolas philippe michel
    angela hans klaus jurgen wolfgang giorgi ilham nikol narendra rahul imran nawaz asif benazir kofi ban antonio aung xi
    hu wen jiang kim park lee shinzo yoshihiko min goodluck robert nelson jacob uhuru raila paul yoweri omar laurent joseph
    luiz dilma evo rafael nicolás nicolas hugo cristina sebastian michelle alvaro""",
)
PERSON_VERBS = _set(
    """said says told tells added asked replied wrote writes explained noted recalled testified argued believes believed
    thinks thought laughed smiled wept died married graduated born aged resigned pleaded scored""",
)
#: Last words of names of bodies that are never the place itself: papers, armies, parties.
BODIES = _set(
    """times post herald tribune gazette journal chronicle telegraph guardian observer news army front alliance party movement
    brigade brigades militia militias resistance organization organisation corps legion regiment league union congress
    battalion division squadron airlines airways bank bulletin wire desk monitor mirror dispatch examiner sentinel courier
    reporter register daily weekly magazine review institute""",
)
#: Nouns for people: the capitalised word before them is rather an adjective ("Azande farmers").
PEOPLE = _set(
    """people peoples officials official fighters fighter rebels rebel separatists separatist militants militant insurgents
    militiamen militia soldiers soldier troops forces refugees refugee migrants government governments president minister
    ministers diplomats diplomat leaders leader army police civilians families tribes tribe tribal community communities
    language speakers speaking nationals citizens villagers farmers herders women men children students warplanes jets
    aircraft media newspaper culture food music art cuisine church churches""",
)
#: Peoples, faiths and wide adjectives that no country's list of demonyms holds.
ADJECTIVES = _set(
    """european europeans african africans asian asians arab arabs arabic arabian kurdish kurd kurds western westerner westerners
    eastern northern southern islamic islamist islamists muslim muslims christian christians jewish jew jews sunni sunnis shia
    shiite shiites shi'ite shi'ites druze alawite alawites yazidi yazidis tuareg tuaregs berber hausa fulani pashtun pashtuns
    hazara hazaras tamil tamils sinhalese uighur uighurs rohingya latin catholic catholics orthodox protestant buddhist hindu
    maoist communist marxist nordic baltic slavic caucasian mediterranean-style atlantic-wide sahelian american-made""",
) - {"northern", "southern", "eastern", "western"}
#: Peoples that bear the name of their area: "the Karen", "Amhara fighters".
PEOPLES = _set(
    "karen kayin mon shan kachin chin kayah rakhine wa amhara oromo afar sidama gurage acholi lango teso naga mizo bodo"
)
#: Feasts and relief societies, of which small places bear the names too.
NEVER_PLACES = _set(
    """christmas easter ramadan eid nowruz newroz ashura epiphany pentecost diwali passover hanukkah purim thingyan timkat
    meskel""",
) | {"new year", "eid al-fitr", "eid al-adha", "red cross", "red crescent", "white helmets", "blue helmets"}
#: Class words that follow or precede a name and say what kind of place it is, with the features that fit.
CLASS_FEATURES: dict[str, tuple[str, ...]] = {}
for _words, _features in (
    ("province governorate oblast muhafazah wilaya wilayat vilayet voivodeship", ("admin1", "admin2")),
    ("state states region regions krai", ("admin1", "region", "admin2")),
    ("republic", ("country", "admin1")),
    ("county counties parish", ("admin2", "admin1")),
    (
        "district districts raion rayon lga woreda prefecture canton territory subdistrict sub-district tehsil upazila cercle department locality township commune municipality division",
        ("admin2", "admin1", "neighbourhood", "town", "city", "village"),
    ),
    ("zone", ("admin2", "admin1", "region")),
    ("city cities capital municipality metropolis", ("city", "town", "village")),
    ("town towns township suburb", ("town", "city", "village", "neighbourhood")),
    ("village villages hamlet settlement", ("village", "town", "city")),
    ("neighborhood neighbourhood quarter", ("neighbourhood", "town", "village", "city")),
    ("camp camps", ("camp", "base", "village", "town")),
    ("airport airfield airstrip aerodrome", ("airport", "airbase")),
    ("airbase air-base", ("airbase", "airport", "base")),
    ("port harbour harbor seaport terminal", ("port", "town", "city")),
    ("crossing checkpoint", ("border_crossing", "site")),
    ("mountain mountains mount mt jabal jebel djebel hill hills heights plateau range peak", ("mountain", "region")),
    ("river rivers creek wadi tributary bank banks mouth estuary", ("river",)),
    ("lake reservoir dam", ("lake", "dam")),
    ("sea ocean gulf bay", ("sea",)),
    ("strait channel canal", ("strait", "sea", "river")),
    ("island islands isle archipelago peninsula", ("island", "region", "admin1", "country", "admin2")),
    ("coast", ("coast", "region")),
    ("desert", ("desert", "region")),
    ("valley plain basin corridor enclave pocket countryside steppe delta oasis", ("region", "river", "road")),
    ("bridge", ("bridge",)),
    ("tunnel", ("road", "site")),
    ("gorge", ("region", "site")),
    ("beach", ("site", "neighbourhood", "village")),
    ("highway road motorway route", ("road",)),
    ("base garrison barracks", ("base", "airbase", "port")),
    (
        "refinery plant factory field oilfield mine shrine monastery fort fortress castle prison",
        ("facility", "site", "base"),
    ),
    ("continent", ("continent",)),
    ("country nation kingdom emirate", ("country",)),
):
    for _w in _words.split():
        CLASS_FEATURES.setdefault(_w, _features)
for _w in ("provinces", "governorates", "oblasts", "airports", "ports", "bases", "valleys", "neighborhoods", "suburbs"):
    CLASS_FEATURES[_w] = CLASS_FEATURES.get(_w[:-1], ("region",))

#: Class words that belong to the mention when they follow the name ("Idlib province", "Mitiga airport").
CLASS_AFTER = _set(
    """province provinces governorate governorates oblast oblasts state county counties parish district districts raion
    rayon lga prefecture canton territory municipality commune township city camp airport airfield airbase port harbor
    harbour mountain mountains river island islands peninsula valley corridor crossing desert plateau region oasis
    basin dam bridge tunnel gorge range hills base barracks refinery beach lake heights strait delta""",
)
#: Class words that bring a name in with "of" ("the village of X", "the port of X").
CLASS_BEFORE_OF = _set(
    """village town city hamlet settlement suburb port province governorate district region state county municipality
    commune township island islands airport camp base republic kingdom emirate capital oblast prefecture neighborhood
    neighbourhood enclave stronghold mount gulf strait bay lake valley quarter area areas outskirts villages towns cities
    territory canton locality peninsula settlements districts provinces regions states counties municipalities communes
    bank banks mouth estuary neighborhoods neighbourhoods suburbs hamlets localities governorates quarters camps ports airports""",
)
#: Verbs whose object is a place more often than not, in the language of war and relief.
SEIZE = _set(
    """captured capture captures capturing seized seize seizes seizing entered enter enters entering reached reach reaches
    reaching left leaving shelled shell shelling shells bombed bomb bombing bombs bombarded stormed storm storming besieged
    besiege besieging liberated liberate liberating retook retake retaking recaptured recapture recapturing hold holds held
    holding control controls controlled controlling overran overrun fled flee fleeing hit hits struck strike raided raid
    attacked attack attacking targeted targeting defended visit visited visiting hit evacuated approached encircled
    surrounded cleared secured abandoned evacuate linking links connecting connects""",
)
PLACE_INTRO = CLASS_BEFORE_OF | _set(
    "outside near around inside towards toward north south east west miles km kilometres kilometers"
)
STATE_ABBREVIATIONS = _set(
    """ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va
    vt wash wis wyo n.c s.c n.d s.d n.h n.j n.m n.y r.i w.va d.c b.c ont que alta sask man""",
)
COMPASS_ADJECTIVES: dict[str, str] = {
    "northern": "north", "southern": "south", "eastern": "east", "western": "west", "northeastern": "northeast",
    "northwestern": "northwest", "southeastern": "southeast", "southwestern": "southwest", "central": "central",
    "north-eastern": "northeast", "north-western": "northwest", "south-eastern": "southeast", "south-western": "southwest",
    "north": "north", "south": "south", "east": "east", "west": "west", "northeast": "northeast",
    "northwest": "northwest", "southeast": "southeast", "southwest": "southwest", "north-east": "northeast",
    "north-west": "northwest", "south-east": "southeast", "south-west": "southwest", "upper": "north", "lower": "south",
}  # fmt: skip
COMPASS_NOUNS = {
    k: v for k, v in COMPASS_ADJECTIVES.items() if not k.endswith("ern") and k not in ("central", "upper", "lower")
}
PARTICLES = _set(
    "of the de la le les del du des da do dos di el al an as et en sur von van der den bin ibn ul e i y upon by and"
)
#: Hyphen endings after a country or town that leave the place literal, or make it stand for a government.
HYPHEN_LITERAL = _set("bound held based area born controlled occupied administered wide")
HYPHEN_ASSOCIATIVE = _set(
    "backed led allied aligned friendly sponsored supported funded brokered made operated trained supplied armed mediated linked owned run installed imposed pro anti"
)
#: Nouns after a demonym or possessive that make the phrase a place ("Iraqi airspace", "the Turkish border").
LOCATIONAL_NOUNS = _set(
    """airspace border borders frontier waters coast coastline shore shores soil territory mainland capital side
    desert countryside skies""",
)
WORD = re.compile(r"[^\W\d_]+", re.UNICODE)

#: Words of public life that are at home in one country: a document full of them is local news of that country.
FLAVOUR: dict[str, str] = {
    **dict.fromkeys(
        "sheriff sheriffs county counties trooper troopers interstate congressman congresswoman statehouse gop republican republicans democrat democrats medicaid medicare commissioners freshman sophomore varsity nfl nba mlb homecoming legislature turnpike zoning realtor".split(),
        "US",
    ),
    **dict.fromkeys("councillor councillors mp mps constabulary tory tories nhs borough pensioner".split(), "GB"),
    **dict.fromkeys("rcmp premier mla mlas mountie mounties".split(), "CA"),
    **dict.fromkeys("taoiseach garda gardai dail".split(), "IE"),
    **dict.fromkeys("rupees crore lakh panchayat".split(), "IN"),
}
