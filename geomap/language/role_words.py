"""Word classes that tell a place from those who act for it."""

from __future__ import annotations


def _forms(text: str) -> frozenset[str]:
    """Verbs with their regular forms: "deny" gives denies, denied, denying."""
    out = set()
    for verb in text.split():
        stem = verb[:-1] if verb.endswith("e") else verb
        out |= {verb, verb + "s", stem + "ed", stem + "ing"}
        if verb.endswith("y") and verb[-2] not in "aeou":
            out |= {verb[:-1] + "ies", verb[:-1] + "ied"}
        if verb.endswith(("sh", "ch", "s", "x")):
            out.add(verb + "es")
        if verb[-1] in "tpgnlb" and len(verb) > 2 and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
            out |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return frozenset(out)


LITERAL_PREPOSITIONS = frozenset(
    "in near at inside outside into across throughout within around over via through toward towards onto above beneath off along".split()
)
#: Verbs whose subject is someone who decides or speaks.
AGENT_VERBS = _forms(
    """say deny dismiss rebut refute dispute accuse claim announce warn urge call agree refuse reject vow pledge promise plan want demand threaten insist
    condemn criticise criticize support back oppose arm fund supply help aid assist send deliver provide ship deploy launch
    conduct order impose lift sign ratify recognise recognize offer propose ask request negotiate mediate host veto vote
    intend seek try attempt decide hope expect believe argue maintain consider confirm admit acknowledge declare express
    respond reply retaliate strike bomb invade attack withdraw pull approve ban allow permit prohibit disregard close open
    expel summon recall sanction abandon join boycott cooperate coordinate share step continue fear accept blame protest
    intervene violate breach fire test develop buy sell import export finance train violate mobilise mobilize extend beat
    defeat win lose face play draw score qualify withdraw employ complete remain"""
) | frozenset("said says told tells wants wanted sent gave gives won lost began begun sought took takes made makes knows knew thinks thought fought led held meets met spent bought sold built put left became become withdrew chose understood has".split())  # fmt: skip
#: Verbs whose object is someone who decides: "urged Iraq to close".
AIMED_VERBS = _forms(
    "urge petition ask accuse help convince persuade tell warn blame criticise criticize condemn support back oppose arm press pressure thank join represent defeat beat face play sue allow force invite request assist aid sanction threaten enable trust"
) | frozenset("told let beat against".split())
#: Movements: what comes next is where something goes to or comes from.
MOVING = _forms("fly travel move go come arrive return flee flow ship deliver transport transfer cross enter reach smuggle head sail march export import pour visit leave deport evacuate migrate send drive advance withdraw border locate bear live reside") | frozenset("flown flew went gone came left fled sent brought bring brings drove driven born based flight flights convoy convoys route routes road roads travelled traveled trip weapons arms refugees troops fighters supplies shipments shipment bound route residents people migrants exports".split())  # fmt: skip
#: Nouns of policy: "support for Iran", "relations with Iran".
ABOUT_NOUNS = frozenset(
    """relations ties talks support help aid assistance backing pressure sanctions embargo war agreement deal treaty pact dispute
    tensions alliance cooperation negotiations criticism opposition threat threats loyalty allegiance enemy ally allies friend
    policy debt contract match game victory defeat win loss against government regime president leader leaders ministry minister
    ambassador delegation officials representatives diplomats king queen prime parliament army military forces people interests sovereignty independence team squad""".split()
)
#: What a state or a team has: "Iran's army".
BODY_NOUNS = frozenset(
    """government regime president minister ministry army military navy force forces troops ambassador envoy parliament leader
    leaders leadership support backing aid decision plan plans policy proposal role intervention involvement ally allies
    official officials spokesman spokeswoman mission delegation diplomats economy interests programme program stance response
    refusal request requests offer demand demands claim claims denial airline police intelligence team squad side coach
    victory acceleration help weapons arms strikes airstrikes requests""".split()
)
#: What a place has: "Iran's north", "Iran's largest city".
LITERAL_NOUNS = frozenset(
    """airspace border borders coast coastline waters territory soil north south east west northeast northwest southeast southwest
    northern southern eastern western city cities town towns village villages capital province provinces region regions district
    districts mountains mountain desert island islands port ports airport airports river rivers population largest biggest
    neighborhood neighbourhood streets countryside outskirts center centre food harvest hospital hospitals climate interior""".split()
)
COPULAS = frozenset(
    "is are was were be been being has have had do does did will would may might could should can must".split()
)
#: What comes "from" those who decide, not from a place.
FROM_NOUNS = frozenset(
    """help support aid assistance backing pressure request requests comment statement response promise promises approval
    permission reaction influence criticism condemnation threat threats demand demands word denial independence""".split()
)
#: Verbs of speech and will: a town that does so is its government.
SPEAKING = _forms("deny accuse claim announce warn demand insist condemn reject refuse protest complain") | {
    "said",
    "says",
}
#: Verbs of leaving: what comes after "for" is where it goes.
DEPARTING = frozenset("leave leaves left leaving depart departs departed sail sails sailed bound embarked set head heads headed".split())  # fmt: skip
#: Verbs whose object is a place that is joined, entered or left.
LINKING = frozenset("links linking link linked connects connecting connect crossed crossing entered entering enter left leaving leave reached reaching reach visited visiting visit fled fleeing toured touring".split())  # fmt: skip
#: Words of matches and contests: there a country is its team.
SPORT = frozenset(
    """cup match game games final finals semi-final league tournament championship championships goal goals points score
    scored team squad side beat defeat defeated win won winning victory lost medal gold silver bronze olympics olympic fifa
    uefa rugby cricket football qualifier qualifying test innings wicket coach captain debut cap caps international v vs
    versus draw drew against played play playing plays represented""".split()
)
