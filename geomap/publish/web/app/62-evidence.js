// The evidence: says who? Sentence, claim, date, place, other readings, source; the whole report with its marks.
let trail = []; // what "back" returns to

function describe(table, i) { // one line for lists, tooltips and screen readers
  const value = (name) => table.value(name, i);
  switch (table.id) {
    case "events": return [eventStyle(value("type")).label, [value("actor"), value("target")].filter(Boolean).join(" → "), value("place")].filter(Boolean).join(" · ");
    case "corridors": return `Corridor · ${[value("origin"), value("destination")].filter(Boolean).join(" → ")}`;
    case "control_claims": return [sideName(value("side")) || value("holder") || "Holder not said", (own(head.style.control_status, value("status")) || "").toLowerCase(), value("place")].filter(Boolean).join(" · ");
    case "control": return `Area · ${sideName(value("side"))}`;
    case "fronts": return `Front line · ${sideName(value("side_a"))} – ${sideName(value("side_b"))}`;
    case "advances": return `Advance · ${[value("actor") || sideName(value("side")), [value("origin"), value("towards")].filter(Boolean).join(" → ")].filter(Boolean).join(" · ")}`;
    case "chokepoints": return `Chokepoint · ${value("name") || word("kinds", value("kind"))}`;
    case "changes": return `Changed hands · ${sideName(value("side_from"))} → ${sideName(value("side_to"))}`;
    default: return [table.title, value("place") || value("name") || value("text")].filter(Boolean).join(" · ");
  }
}

function dateWords(table, i) {
  if (!table.dated) return "";
  if (table.ds[i] === NONE) return "No date";
  const about = { month: "", season: "", year: "" }[table.value("date_precision", i)];
  return (about === undefined || table.ds[i] !== table.de[i] ? "" : "About ") + period(table.ds[i], table.de[i]);
}

const fact = (name, value) => (value ? el("div", { class: "fact" }, el("dt", { text: name }), el("dd", { dir: "auto" }, value)) : null);
const placeLine = (place, country) => [place, countryName(country)].filter((part, k, all) => part && all.indexOf(part) === k).join(", ");
const quiet = (text) => el("span", { class: "quiet", text });

// Mentions inside a clause, as [start, end, isThePlace] from the start of the clause.
async function spansIn(report, start, end, placeId) {
  const mentions = byId.mentions, found = [];
  if (!mentions || start === null) return found;
  for (let k = 0; k < mentions.n; k++) {
    if (mentions.value("report", k) !== report) continue;
    const a = await mentions.cold("start", k), b = await mentions.cold("end", k);
    if (a >= start && b <= end) found.push([a - start, b - start, placeId !== null && mentions.value("place_id", k) === placeId]);
  }
  return found.sort((x, y) => x[0] - y[0]);
}

function marked(text, spans) {
  const letters = Array.from(text), parts = [];
  let at = 0;
  for (const [a, b, strong] of spans) {
    if (a < at) continue;
    parts.push(letters.slice(at, a).join(""), el("mark", { class: strong ? "here" : "", text: letters.slice(a, b).join("") }));
    at = b;
  }
  parts.push(letters.slice(at).join(""));
  return parts;
}

async function quoteBlock(table, i) {
  const quote = await quoteOf(table, i);
  if (!quote) return null;
  const [start, end] = [await table.cold("start", i), await table.cold("end", i)];
  let spans = await spansIn(table.report(i), start, end, table.value("place_id", i));
  const place = table.value("place", i);
  if (!spans.length && place) {
    const at = quote.toLocaleLowerCase().indexOf(place.toLocaleLowerCase());
    if (at >= 0) { const from = Array.from(quote.slice(0, at)).length; spans = [[from, from + Array.from(place).length, true]]; }
  }
  return el("blockquote", { dir: "auto" }, ...marked(quote, spans));
}

function placeFacts(table, i) {
  const value = (name) => table.value(name, i), km = value("radius_km"), precise = value("geo_precision");
  const where = [value("place"), countryName(value("country"))].filter((part, k, all) => part && all.indexOf(part) === k).join(", ");
  if (Number.isNaN(table.lat[i])) return fact("Where", quiet("the place could not be found"));
  const how = [precise !== null && precise !== undefined ? word("geo_precision", String(precise)) : "", within(km)].filter(Boolean);
  return fact("Where", el("span", {}, where || "unnamed place", how.length ? quiet(how.join(", ")) : null));
}

function whenFacts(table, i) {
  if (!table.dated) return null;
  const value = (name) => table.value(name, i), how = [word("date_basis", value("date_basis")), table.ds[i] !== NONE && value("date_precision") && value("date_precision") !== "unknown" ? "known " + word("date_precision", value("date_precision")) : ""];
  return fact("When", el("span", {}, dateWords(table, i), how.some(Boolean) ? quiet(sentence(how.filter(Boolean).join("; "))) : null));
}

function claimFacts(table, i) {
  const value = (name) => table.value(name, i), denied = listed(value("denied_by"));
  const graded = [value("reliability") && `source ${word("reliability", value("reliability"))}`, value("credibility") && `information ${word("credibility", String(value("credibility")))}`].filter(Boolean);
  return [
    fact("Says", [value("attribution") || null, value("attribution") && value("stance") ? " · " : "", value("stance") ? word("stance", value("stance")) : ""].join("")),
    denied.length ? el("div", { class: "fact denied" }, el("dt", { text: "Denied by" }), el("dd", { dir: "auto" }, el("b", { text: joined(denied) }))) : null,
    fact("Claim", value("claim_status") ? sentence(word("claim_status", value("claim_status"))) : ""),
    fact("Graded", graded.length ? sentence(graded.join("; ")) : ""),
    table.cols.confidence ? fact("Confidence", sentence(likelihood(value("confidence")))) : null,
  ];
}

async function detailFacts(table, i) {
  const value = (name) => table.value(name, i), cold = (name) => table.cold(name, i), facts = [];
  if (table.id === "events") {
    facts.push(fact("Who", value("actor")), fact("Against", value("target")));
    const [low, high] = [await cold("fatalities_low"), await cold("fatalities_high")];
    if (low !== null || high !== null) facts.push(fact("Killed", low === high || high === null ? number(low) : `${number(low ?? 0)} to ${number(high)}`));
    if (value("weight") > 1) facts.push(fact("Stands for", plural(value("weight"), "event")));
  }
  if (table.id === "corridors") {
    const via = listed(await cold("via")), avoids = listed(await cold("avoids"));
    facts.push(fact("From", placeLine(value("origin"), value("origin_country"))), fact("To", placeLine(value("destination"), value("destination_country"))), fact("Via", joined(via)),
      fact("How", own(head.style.modes, value("mode")) || ""), fact("Cargo", joined(listed(value("cargo")))), fact("Carrier", joined(listed(value("carrier")))),
      fact("Status", (own(head.style.corridors, value("status")) || { label: value("status") || "" }).label), fact("Route", sentence(word("route_basis", value("route_basis")))),
      fact("Avoids", joined(avoids.map(countryName))), fact("Length", value("length_km") ? `${number(Math.round(value("length_km")))} km` : ""), fact("Evidence", value("evidence_count") ? plural(value("evidence_count"), "passage") : ""), fact("Over time", spellsOf(listed0(value("intervals")))), fact("Meets a front", frontDays(listed(value("meets_fronts")))));
  }
  if (table.id === "chokepoints") {
    const shut = listed(value("closes")), passing = listed(value("corridors")), more = value("detour_km");
    facts.push(fact("What it is", sentence(String(value("kind") || "").replaceAll("_", " "))), fact("Evidence", plural(value("evidence_count") || 0, "passage")),
      fact("Passed by", corridorLinks(passing)), fact("If it is cut", shut.length ? el("span", {}, "no other way for ", corridorLinks(shut)) : quiet("every corridor has another way")),
      fact("Way round", more ? `about ${number(Math.round(more))} km longer` : ""));
  }
  if (table.id === "changes") facts.push(fact("Lost by", sideName(value("side_from"))), fact("Taken by", sideName(value("side_to"))), fact("Ground", value("area_km2") ? `about ${number(Math.round(value("area_km2")))} km²` : ""), fact("Mind", "The difference of two estimates; the day lies somewhere between them."));
  if (table.id === "control_claims") facts.push(fact("Holder", value("holder") || quiet("no source says")), fact("Side", sideName(value("side"))), fact("Status", own(head.style.control_status, value("status")) || value("status")));
  if (table.id === "control") facts.push(fact("Held by", sideName(value("side"))), fact("Rests on", value("support") ? plural(listed(value("support")).length > 1 ? listed(value("support")).length : Number(value("support")) || 1, "claim") : ""), fact("Mind", "An estimate drawn from the places that sources name, not a survey."));
  if (table.id === "fronts") {
    const km = value("uncertainty_km");
    facts.push(fact("Between", `${sideName(value("side_a"))} and ${sideName(value("side_b"))}`), fact("Lies", km ? `within about ${number(Math.round(km))} km of the line, nine times in ten` : ""), fact("Drawn from", word("basis", value("basis"))));
  }
  if (table.id === "advances") facts.push(fact("Who", value("actor")), fact("Side", sideName(value("side"))), fact("From", value("origin")), fact("Towards", value("towards")));
  if (table.id === "places") facts.push(fact("Also called", listed(await cold("names")).slice(0, 8).join(", ")), fact("Events", value("events") !== null ? number(listed(value("events")).length || Number(value("events")) || 0) : ""), fact("Mentions", value("mentions") ? number(Number(value("mentions")) || 0) : ""));
  return facts;
}

// Corridors by name, each a button that opens it.
function corridorLinks(keys) {
  const table = byId.corridors, rows = table ? keys.map((key) => table.find(key)).filter((i) => i >= 0) : [];
  return rows.length ? el("span", {}, ...rows.flatMap((i, k) => [k ? ", " : "", el("button", { type: "button", class: "textlink", dir: "auto", text: [describe(table, i).split(" · ")[1], table.value("mode", i) !== "unspecified" && (own(head.style.modes, table.value("mode", i)) || "").toLowerCase()].filter(Boolean).join(", "), onclick: () => select("corridors", i, { push: true }) })])) : null;
}

// "closed since 21 January 2025; reopened on 3 March 2025": only where a status other than the present one is told.
function spellsOf(spells) {
  const told = spells.filter((s) => s.date_start && ["closed", "reopened"].includes(s.status));
  return told.map((s) => {
    const since = fromIso(s.date_start), until = s.date_end ? fromIso(s.date_end) : null;
    return s.status === "reopened" ? `reopened ${human(since)}` : until === null || until <= since ? `closed since ${human(since)}` : `closed ${period(since, until)}`;
  }).join("; ");
}

function frontDays(days) {
  const at = days.map(fromIso).filter((day) => day !== null).sort((a, b) => a - b);
  return at.length ? (at.length === 1 ? human(at[0]) : `${plural(at.length, "estimate")}, ${human(at[0])} to ${human(at[at.length - 1])}`) : "";
}

async function otherReadings(table, i) {
  let owner = table, row = i;
  if (table.id !== "mentions" && byId.mentions) {
    const [a, b, report, place] = [await table.cold("start", i), await table.cold("end", i), table.report(i), table.value("place_id", i)];
    row = -1; owner = byId.mentions;
    for (let k = 0; k < owner.n && a !== null && row < 0; k++) {
      if (owner.value("report", k) !== report || owner.value("place_id", k) !== place) continue;
      const s = await owner.cold("start", k);
      if (s >= a && s < b) row = k;
    }
  }
  if (row < 0) return null;
  const list = listed0(await owner.cold("candidates", row)), told = owner.value("place_id", row), why = listed(await owner.cold("reasons", row));
  const others = list.filter((c) => c.place_id !== told).slice(0, 5);
  const sure = owner.cols.confidence ? fact("This place", sentence(likelihood(owner.value("confidence", row)))) : null;
  if (!others.length && !why.length) return sure && el("dl", {}, sure);
  return el("details", { class: "readings" }, el("summary", { text: others.length ? `Other readings of the place (${others.length})` : "Why this place" }), sure && el("dl", {}, sure),
    why.length ? el("p", { class: "quiet", text: sentence(why.join("; ")) }) : null,
    el("ul", {}, others.map((c) => el("li", { dir: "auto" }, placeLine(c.place, c.country), quiet(likelihood(c.score))))));
}
const listed0 = (value) => (Array.isArray(value) ? value : []);

function sourceLine(id) {
  const about = reports[id];
  if (!about) return id ? el("p", { class: "source", text: id }) : null;
  const day = about.published ? fromIso(about.published.slice(0, 10)) : null;
  const link = /^https?:\/\//i.test(about.url) ? el("a", { href: about.url, target: "_blank", rel: "noopener noreferrer", text: "Open the source", referrerpolicy: "no-referrer" }) : null;
  return el("div", { class: "source" }, el("b", { text: about.title || id, dir: "auto" }), el("span", {}, about.source ? el("bdi", { text: about.source }) : null, about.source && day !== null ? ", " : null, day !== null ? human(day) : null),
    el("span", { class: "links" }, el("button", { type: "button", class: "textlink", text: "Read the report", onclick: () => openReport(id) }), link));
}

async function evidenceList(table, i) { // more passages that tell the same
  const list = listed0(await table.cold("evidence", i)).slice(0, 12), texts = await later("texts");
  if (["corridors", "places", "chokepoints"].includes(table.id)) return relatedEvents(table, i);
  if (list.length < 2) return null;
  const items = list.map((e) => el("li", {}, own(texts, e.report) ? el("q", { dir: "auto", text: cut(texts[e.report], e.start, e.end) }) : null,
    el("button", { type: "button", class: "textlink", dir: "auto", text: (reports[e.report] && (reports[e.report].source || reports[e.report].title)) || e.report, onclick: () => openReport(e.report, e.start) })));
  return el("details", { class: "readings", open: true }, el("summary", { text: `Told ${list.length} times` }), el("ul", {}, items));
}

async function relatedEvents(table, i) {
  const events = byId.events;
  if (!events) return null;
  const ways = table.id === "chokepoints" && byId.corridors ? listed(table.value("corridors", i)).map((key) => byId.corridors.find(key)).filter((k) => k >= 0) : [];
  const told = table.id === "chokepoints" ? await Promise.all(ways.map((k) => byId.corridors.cold("events", k))) : [await table.cold("events", i)];
  const wanted = new Set(told.flatMap(listed0)), rows = [], place = table.id === "places" ? table.value("place_id", i) : null;
  for (let k = 0; k < events.n && rows.length < 60; k++) if (wanted.has(events.key(k)) || (place && events.value("place_id", k) === place)) rows.push(k);
  if (!rows.length) return null;
  return el("details", { class: "readings", open: true }, el("summary", { text: plural(rows.length, "event") }), eventList(events, rows));
}

function eventList(table, rows) {
  const order = [...rows].sort((a, b) => (table.ds[a] === NONE) - (table.ds[b] === NONE) || table.ds[a] - table.ds[b] || a - b);
  return el("ol", { class: "events" }, order.slice(0, 150).map((i) => el("li", {}, el("button", { type: "button", onclick: () => select(table.id, i, { push: true }) },
    el("span", { class: "mark" }, table.id === "events" ? coloured(i, table) : layerIcon(table.id)),
    el("span", { class: "what", dir: "auto" }, describe(table, i), el("small", { text: table.dated ? (table.ds[i] === NONE ? "no date" : period(table.ds[i], table.de[i], true)) : "" }), ["events", "control_claims", "advances"].includes(table.id) ? glimpse(table, i) : null))),
  ), order.length > 150 ? el("li", { class: "quiet", text: `and ${number(order.length - 150)} more: zoom in or filter` }) : null);
}
function glimpse(table, i) { // the first words of the sentence, when they have been read
  const line = el("small", { class: "glimpse", dir: "auto" });
  quoteOf(table, i).then((quote) => { line.textContent = quote; });
  return line;
}
function coloured(i, table) {
  return shapeIcon(eventStyle(table.value("type", i)).shape, { colour: eventColour(i), how: manner(table, i) });
}

function panelHead(title, sub, mark) {
  return el("header", { class: "ev-head" }, mark ? el("span", { class: "ev-mark" }, mark) : null, el("div", {}, el("h2", { text: title, dir: "auto", tabindex: "-1" }), sub ? el("p", { text: sub }) : null));
}

async function thingView(table, i) {
  const type = table.id === "events" ? eventStyle(table.value("type", i)).label : describe(table, i).split(" · ").slice(0, 1)[0];
  const title = table.id === "corridors" ? describe(table, i).split(" · ")[1] : table.id === "control_claims" ? table.value("place", i) : table.id === "places" ? table.value("place", i) : table.id === "events" ? type : describe(table, i).split(" · ").slice(-1)[0];
  const mark = table.id === "events" ? coloured(i, table) : layerIcon(table.id);
  const kind = { corridors: "Corridor", control_claims: "Control claim", control: "Estimated control", fronts: "Front line", advances: "Advance", chokepoints: "Chokepoint", changes: "Ground that changed hands", places: "Place", mentions: "Mention" }[table.id];
  return [panelHead(title || table.title, [kind, dateWords(table, i)].filter(Boolean).join(" · "), mark),
    await quoteBlock(table, i),
    el("dl", {}, ...(await detailFacts(table, i)), ["control", "fronts", "corridors", "chokepoints", "changes"].includes(table.id) ? null : placeFacts(table, i), whenFacts(table, i), ...claimFacts(table, i)),
    await otherReadings(table, i), await evidenceList(table, i), sourceLine(table.report(i))];
}

function overview() { // nothing chosen: what is shown, as a list that the keyboard reaches too
  const table = byId.events, rows = [];
  if (table) for (let i = 0; i < table.n && rows.length < 3000; i++) if (table.show[i]) rows.push(i);
  const others = tables.filter((t) => ["corridors", "chokepoints", "advances", "control_claims", "fronts", "changes"].includes(t.id));
  const lists = others.map((t) => [t, Array.from({ length: t.n }, (_, i) => i).filter((i) => t.show[i])]).filter(([, r]) => r.length);
  const empty = !rows.length && !lists.length;
  return [panelHead(empty ? "Nothing to show" : "Shown now", state.full && !state.compare ? period(...state.range) : ""),
    empty ? emptyNote() : null,
    ...lists.map(([t, r]) => el("details", { class: "readings" }, el("summary", { text: `${t.title} (${r.length})` }), eventList(t, r))),
    rows.length ? el("details", { class: "readings", open: true }, el("summary", { text: `${table.title} (${number(Math.round(table.shown))})` }), eventList(table, rows)) : null];
}

function emptyNote() {
  if (!tables.some((t) => t.n)) return el("div", { class: "note", text: "The reports name no event or place that could be put on a map." });
  const undo = el("button", { type: "button", class: "button", text: filtersSet() ? "Clear the filters" : "Show all dates", onclick: () => { clearFilters(); if (state.full) setRange(...state.full); for (const t of tables) t.on = !writeLink.usual.split("|").includes(t.id); changed(); } });
  return el("div", { class: "note" }, el("p", { text: filtersSet() ? "The filters leave nothing in this period." : "Nothing is dated to this period." }), undo);
}

function groupView(table, rows) {
  const deep = map.getZoom() < map.getMaxZoom() - 0.5 && new Set(rows.map((i) => table.mx[i] + "," + table.my[i])).size > 1;
  const weight = rows.reduce((sum, i) => sum + table.weight[i], 0), places = [...new Set(rows.map((i) => table.value("place", i)).filter(Boolean))];
  return [panelHead(`${plural(Math.round(weight), "event")} here`, places.slice(0, 3).join(", ") + (places.length > 3 ? ` and ${places.length - 3} more places` : "")),
    deep ? el("p", {}, el("button", { type: "button", class: "button", text: "Zoom in on them", onclick: () => zoomTo(table, rows) })) : null, eventList(table, rows)];
}

let turn = 0;
async function show(view, { push = false, focus = true } = {}) {
  const mine = ++turn, kids = (await view()).flat().filter(Boolean);
  if (mine !== turn) return;
  if (push && show.now) trail.push(show.now); else if (!push) trail = [];
  show.now = view;
  const body = $("#evidence-body");
  body.replaceChildren(...kids);
  body.scrollTop = 0;
  $("#evidence").hidden = false;
  if (narrow()) togglePanel(false); // one sheet at a time
  document.body.classList.add("with-evidence");
  $("#evidence-back").hidden = !trail.length;
  if (focus) { const title = $("h2", body); if (title) title.focus({ preventScroll: true }); }
  const at = $(".clause.at", body);
  if (at) at.scrollIntoView({ block: "center" });
}

function select(tableId, i, { push = false, pan = false, focus = true } = {}) {
  const table = byId[tableId];
  state.selected = { table: tableId, i };
  show(() => thingView(table, i), { push, focus });
  if (pan) lookAt(table, i); else uncover(table, i);
  changed("view");
}
function openReport(id, at) { show(() => reportView(id, at), { push: true }); }
function openList() { state.selected = null; show(async () => overview()); changed("view"); }

function back() {
  const view = trail.pop();
  if (!view) return;
  const kept = [...trail];
  show(view, {}).then(() => { trail = kept; $("#evidence-back").hidden = !trail.length; });
}

function closeEvidence() {
  if ($("#evidence").hidden) return;
  $("#evidence").hidden = true;
  document.body.classList.remove("with-evidence");
  state.selected = null; trail = []; show.now = null; turn++;
  changed("view");
  map.getContainer().focus({ preventScroll: true });
}
