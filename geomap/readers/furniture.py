"""Page furniture in scraped text: menus, share bars, teasers, comment forms, cookie notices.

The text is never changed; the spans found here go into `Report.furniture`, and no event is read from them. Rules look
at whole lines and know nothing of single sites. Photo captions, credits and bylines are text, not furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from geomap.readers.spans import merge

LONGEST = 300  # characters; a longer line is prose, whatever it begins with
PROSE = 160  # a line of this length that ends like a sentence
NETWORKS = r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube|tiktok|e-?mail|print|copy link|flipboard|messenger|viber|vk|google\+?|tumblr|pocket|sms|link|threads|bluesky)"

# The whole line, blanks and trailing marks aside.
WHOLE = re.compile(
    rf"""(?ix) ^\W*(?:
      skip\ to\ (?:main\ |the\ )?(?:content|navigation|article) | jump\ to\ content
    | (?:the\ )?(?:story|article)\ continues\ below(?:\ (?:the\ |this\ )?(?:advertisement|ad|video|gallery))? | continue\ reading(?:\ below)?
    | advertisements?(?:\ -\ continue\ reading\ below)? | (?:paid|sponsored)(?:\ (?:content|post|message))? | scroll\ (?:down\ )?(?:to|for)\ .{{0,40}}
    | home|menu|search|close|share|tweet|print|e-?mail|save|like|pin|subscribe|register|log\ ?in|sign\ ?(?:in|up)|my\ account|back\ to\ top|top|more|next|previous|loading|listen|bookmark
    | (?:subscribe|register|log\ ?in|sign\ ?in)\ (?:now|here|today|or\ .{{0,30}}|for\ .{{0,40}}) | open\ in\ app | view\ comments? | show\ (?:all\ )?comments?
    | (?:\d+\ )?(?:shares?|likes?|views|retweets) | share\ (?:this|on|via|with|by|to|the)\b.{{0,60}} | (?:{NETWORKS}(?:\W+|$)){{1,}}
    | follow\ (?:us|me|@?\w+)\b(?:\ on\b)?.{{0,60}} | find\ us\ on\b.{{0,40}} | join\ (?:us\ on|our)\b.{{0,60}}
    | \d+\ ?(?:min(?:ute)?s?)\ read | (?:estimated\ )?reading\ time\b.{{0,30}} | (?:article|font)\ size\b.{{0,20}}
    | (?:\d+|no|leave\ a|post\ a|add\ a|write\ (?:a|your)|be\ the\ first\ to)\ (?:comments?|reply|response).{{0,30}} | comments?(?:\ \(?\d+\)?)? | comments\ are\ closed.* | cancel\ reply | join\ the\ (?:discussion|conversation).{{0,30}}
    | (?:your\ )?e-?mail\ address\ will\ not\ be\ published.* | required\ fields\ are\ marked.* | time\ limit\ is\ exhausted.* | .{{0,40}}\bcaptcha\b.{{0,40}} | save\ my\ name,?\ e-?mail.* | (?:name|e-?mail|website)\ ?\*
    | report\ (?:an?\ )?(?:error|typo|mistake|ad).{{0,40}} | discussion\ loading.{{0,10}} | (?:notify\ me\ of|this\ site\ uses\ akismet).*
    | .{{0,80}}\b(?:to|in)\ your\ inbox\b.{{0,80}} | .{{0,40}}\b(?:our|free|daily|weekly|morning)\ (?:\w+\ )?newsletters?\b.{{0,60}} | newsletters?
    | (?:we|this\ (?:web)?site)\ uses?\ cookies\b.* | (?:accept|reject|manage|allow)\ (?:all\ )?cookies.{{0,30}} | by\ continuing\ to\ (?:use|browse)\b.* | cookie\ (?:policy|settings|notice|preferences).{{0,20}}
    | privacy\ (?:policy|notice).{{0,40}} | terms\ (?:of|and)\ (?:use|service|conditions).{{0,40}} | (?:about|contact|advertise(?:\ with)?)\ us | all\ rights\ reserved.{{0,60}} | (?:\u00a9|\(c\)|copyright\b)\W*(?:\u00a9\W*)?(?:\d{{4}}|all\ rights)\b.{{0,120}}
    | editors?['\u2019]?s?\ (?:choice|picks?) | most\ (?:read|popular|viewed|shared|commented|recent).{{0,30}} | trending(?:\ now)? | recommended(?:\ (?:for\ you|stories|articles|reading))? | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested).{{0,30}}
    | (?:more|also|latest)\ (?:in|from|on|about)\ [\w'\u2019&\ ]{{1,40}} | (?:more|related|latest|other|top|further)\ (?:news|stories|articles|posts|headlines|coverage|topics|content|videos|links|reading) | related
    | read\ (?:more|next|also)(?:\ articles)?(?:\ (?:on|about|from|in)\b.{{0,40}})? | (?:news|breaking)\ headlines | previous\ (?:article|post|story) | next\ (?:article|post|story)
    | download\ (?:our|the)\ app.{{0,40}} | get\ (?:our|the)\ app.{{0,40}} | support\ (?:our|quality|independent)\ journalism.* | (?:donate|become\ a\ (?:member|patron))(?:\ (?:now|today))? | already\ (?:a\ )?(?:subscriber|member|registered).{{0,40}}
    | page\ \d+\ of\ \d+ | (?:view|open)\ (?:gallery|image|slideshow).{{0,30}} | click\ here\b.{{0,60}} | enable\ javascript.* | (?:please\ )?(?:turn\ on|enable)\ (?:java)?script.*
    | (?:tags?|topics?|filed\ under|categor(?:y|ies)|keywords)\ ?:.{{0,200}}
    | (?:https?://|www\.)\S+(?:\s+(?:https?://|www\.)\S+)* | [\w.+-]+@[\w-]+\.[\w.]+(?:\s+(?:https?://|www\.)?\S+\.\w{{2,}})*
    ) [\s.:!>\u00bb\u203a|\u2026\u2728\u2192*-]*$""",
)
# The line begins so and goes on with the headline of something else.
TEASER = re.compile(
    r"""(?ix) ^\W*(?:
      read\ (?:more|also|next|here)|also\ read|more\ on\ this|related(?:\ (?:story|article|news|coverage|reading|video)s?)?|see\ (?:also|more)
    | don['\u2019]?t\ miss|watch(?:\ (?:more|now|also|live))?|listen(?:\ to\ more)?|recommended(?:\ reading)?|further\ reading|in\ pictures|explainer|live\ updates|must\ read|editor['\u2019]s\ pick
    | (?:\u00e0\ )?lire\ (?:aussi|\u00e9galement)|voir\ aussi|lees\ ook|lesen\ sie\ auch|lea\ tambi[\u00e9e]n|leia\ (?:tamb[\u00e9e]m|mais)|leggi\ anche
    | \u0447\u0438\u0442\u0430\u0439\u0442\u0435\ (?:\u0442\u0430\u043a\u0436\u0435|\u0442\u0430\u043a\u043e\u0436)|\u0441\u043c\u043e\u0442\u0440\u0438\u0442\u0435\ \u0442\u0430\u043a\u0436\u0435|\u0627\u0642\u0631\u0623\ \u0623\u064a\u0636\u0627\u064b?
    ) \s* [:\u00bb>|\u2192\uff1a]""",
)
CRUMBS = re.compile(
    r"(?i)^\W*(?:home(?: ?page)?|accueil|\u0433\u043b\u0430\u0432\u043d\u0430\u044f)\s*(?:[>\u00bb\u203a/|\u2192]\s*[^>\u00bb\u203a/|\u2192]{1,80}){1,6}$"
)
NUMBERED = re.compile(r"^\s*(\d{1,2})[.)]\s+\S.{0,120}$")
# From such a line on, what follows is no longer the report, unless running text comes again.
TAIL = re.compile(
    r"""(?ix) ^\W*(?: leave\ a\ (?:reply|comment) | comments?(?:\ \(?\d+\)?)? | \d+\ comments? | (?:write|post|add)\ (?:a|your)\ comment | join\ the\ (?:discussion|conversation)
    | related\ (?:news|stories|articles|posts|coverage|topics|content) | editors?['\u2019]?s?\ (?:choice|picks?) | most\ (?:read|popular|viewed) | recommended(?:\ for\ you)?
    | (?:also|more)\ (?:in|from)\ [\w'\u2019&\ ]{1,40} | read\ more\ articles\ on.{0,40} | (?:more|other|latest|top)\ (?:news|stories|headlines|articles) | you\ (?:may|might)\ also\ like | trending(?:\ now)? )[\s.:!]*$""",
)
MENU = frozenset(
    """home news world sport sports business politics opinion culture travel tech technology video videos contact about weather
    login subscribe search menu more lifestyle health science entertainment arts jobs shop podcasts podcast newsletters live
    photos gallery archive economy analysis features multimedia blogs reports local national international markets money
    education environment food style climate magazine forum store radio tv games crossword property motoring""".split(),
)


class Line(NamedTuple):
    """A line of the text with its offsets (line end left out) and its words without outer blanks."""

    start: int
    end: int
    text: str


def find(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of furniture in `text`, in order, as (start, end) code points."""
    lines = [line for line in _lines(text) if line.text]
    marked = {i for i, line in enumerate(lines) if _is_furniture(line.text)}
    marked.update(_breadcrumbs(lines), _menus(lines), _tail(lines))
    return merge([(lines[i].start, lines[i].end) for i in marked])


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for piece in text.split("\n"):
        yield Line(start, start + len(piece), piece.strip(" \t\r\ufeff\xa0"))
        start += len(piece) + 1


def _is_furniture(line: str) -> bool:
    return len(line) <= LONGEST and bool(WHOLE.match(line) or TEASER.match(line) or CRUMBS.match(line))


def _breadcrumbs(lines: list[Line]) -> Iterator[int]:
    """A numbered list that begins with "1. Home" is the way to the page, not text."""
    for i, line in enumerate(lines):
        if not re.match(r"1[.)]\s+home\b", line.text, re.IGNORECASE):
            continue
        number = 0
        while i + number < len(lines) and (m := NUMBERED.match(lines[i + number].text)) and int(m[1]) == number + 1:
            yield i + number
            number += 1


def _menus(lines: list[Line]) -> Iterator[int]:
    """Four or more very short lines in a row, half of them words of menus (a list of towns is none)."""
    run: list[int] = []
    for i, line in enumerate([*lines, Line(0, 0, "." * LONGEST)]):
        if len(line.text) <= 30 and len(line.text.split()) <= 3 and not line.text.endswith((".", ",", ";", "?")):
            run.append(i)
            continue
        known = sum(bool(MENU & set(re.findall(r"\w+", lines[j].text.lower()))) for j in run)
        if len(run) >= 4 and known * 2 >= len(run):
            yield from run
        run = []


def _tail(lines: list[Line]) -> Iterator[int]:
    """What follows a heading of comments or of other stories, up to the next running text."""
    inside = False
    for i, line in enumerate(lines):
        inside = bool(len(line.text) <= 80 and TAIL.match(line.text)) or (inside and not _is_prose(line.text))
        if inside:
            yield i


def _is_prose(line: str) -> bool:
    return len(line) >= PROSE or (
        len(line) >= 60 and line.endswith((".", ".\u201d", '."', "?", "!")) and not _is_furniture(line)
    )
