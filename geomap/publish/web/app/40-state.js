// What is shown: one state, one function that applies it to every table.
const FACETS = [
  { id: "type", title: "Event types", mode: "hide", col: "type", tables: ["events"], label: (v) => eventStyle(v).label },
  { id: "side", title: "Sides", mode: "hide", label: sideName },
  { id: "actor", title: "Actor", mode: "only", col: "actor", tables: ["events", "advances"], label: String },
  { id: "source", title: "Source", mode: "only", label: String },
  { id: "claim", title: "Claim", mode: "only", col: "claim_status", label: (v) => sentence(word("claim_status", v)) },
  { id: "stance", title: "Told as", mode: "only", col: "stance", label: (v) => sentence(word("stance", v)) },
  { id: "conf", title: "Confidence", mode: "only", label: sentence },
];
let head, tables = [], byId = Object.create(null), reports = Object.create(null), actorSides = Object.create(null);
const state = {
  full: null, range: null, undated: true, picked: {}, layers: {}, selected: null, compare: false, swipe: 0.5,
  step: "week", grow: false, speed: 1, theme: null, as: {},
};

function facetValue(facet, table, i) {
  if (facet.id === "source") {
    const report = table.report(i);
    return report === null ? null : (reports[report] && (reports[report].source || reports[report].title)) || report;
  }
  if (facet.id === "conf") return table.cols.confidence ? likelihood(table.value("confidence", i)) : null;
  if (facet.id === "side") {
    if (table.cols.side_a) return table.value("side_a", i);
    if (table.cols.side_to) return table.value("side_to", i);
    const side = table.value("side", i) || table.value("_side", i);
    return side || (table.id === "events" ? actorSides[table.value("actor", i)] || null : null);
  }
  return facet.col ? table.value(facet.col, i) : null;
}

function carries(facet, table) {
  if (table.id === "mentions" || table.id === "places") return facet.id === "source" && Boolean(table.cols.report);
  if (facet.tables && !facet.tables.includes(table.id)) return false;
  if (facet.id === "side") return Boolean(table.cols.side || table.cols.side_a || table.cols.side_to || table.id === "events");
  if (facet.id === "source") return Boolean(table.cols.report || table.cols._report);
  if (facet.id === "conf") return Boolean(table.cols.confidence);
  return Boolean(table.cols[facet.col]);
}

function learnActorSides() {
  for (const [id, column] of [["advances", "actor"], ["control_claims", "holder"], ["events", "actor"]]) {
    const table = byId[id];
    if (!table || !table.cols.side) continue;
    for (let i = 0; i < table.n; i++) {
      const [actor, side] = [table.value(column, i), table.value("side", i)];
      if (actor && side && !(actor in actorSides)) actorSides[actor] = side;
    }
  }
  for (const side of Object.keys(head.style.sides)) {
    for (const name of [side, side.replaceAll("_", " "), sideName(side)]) actorSides[name] ??= side;
  }
}

function codeFacets() {
  for (const facet of FACETS) {
    const index = new Map();
    const code = (value) => {
      if (value === null || value === undefined || value === "") return -1;
      if (!index.has(value)) index.set(value, index.size);
      return index.get(value);
    };
    if (facet.id === "conf") head.style.likelihood.forEach(([, words]) => code(words));
    if (facet.id === "type") Object.keys(head.style.events).forEach(code);
    if (facet.id === "side") Object.keys(head.style.sides).forEach(code);
    for (const table of tables) {
      if (!carries(facet, table)) continue;
      const codes = new Int32Array(table.n);
      for (let i = 0; i < table.n; i++) codes[i] = code(facetValue(facet, table, i));
      table.codes[facet.id] = codes;
      const other = table.cols.side_b ? "side_b" : "side_from"; // a front and ground that changed hands belong to two
      if (facet.id === "side" && table.cols[other]) table.sideB = Int32Array.from({ length: table.n }, (_, i) => code(table.value(other, i)));
    }
    facet.values = [...index.keys()];
    facet.counts = new Float64Array(facet.values.length);
    facet.totals = new Float64Array(facet.values.length);
    state.picked[facet.id] = new Set();
  }
}

// What each facet lets through, by code + 1 (0: a row without a value), for quick passes over many rows.
function gates() {
  for (const facet of FACETS) {
    const picked = state.picked[facet.id];
    facet.idle = !picked.size;
    facet.gate = new Uint8Array(facet.values.length + 1).fill(facet.mode === "only" && picked.size ? 0 : 1);
    for (const code of picked) facet.gate[code + 1] = facet.mode === "only" ? 1 : 0;
  }
}

// The interval meets the range; for pictures of control, the picture on the range's last day.
function inTime(table, i, from, to) {
  if (table.id === "places") return true; // places do not come and go
  const start = table.ds[i];
  if (start === NONE) return state.undated || !table.dated;
  if (!table.state) return start <= to && table.de[i] >= from;
  const day = Math.min(to, table.lastOf[i]);
  return start <= day && table.until[i] >= day && table.until[i] >= Math.min(from, day);
}

const UNIT_DAYS = { day: 1, week: 7, month: 30, year: 365 };
function windows() {
  if (!state.compare) return [state.range];
  const span = UNIT_DAYS[state.step] - 1;
  return state.range.map((day) => [Math.max(state.full[0], day - span), day]);
}

function apply() {
  gates();
  for (const facet of FACETS) facet.counts.fill(0);
  const pictures = state.range ? windows() : [[0, 0]];
  for (const table of tables) applyTo(table, pictures);
  if (byId.chokepoints && byId.corridors) followCorridors(byId.chokepoints, byId.corridors, pictures);
}

// A chokepoint is there while a corridor that passes it is, whether or not corridors are drawn.
function followCorridors(points, corridors, pictures) {
  points.shown = 0;
  for (let i = 0; i < points.n; i++) {
    const rows = listed(points.value("corridors", i)).map((key) => corridors.find(key)).filter((k) => k >= 0 && corridors.pass[k]);
    let show = 0;
    pictures.forEach(([from, to], p) => { if (rows.some((k) => inTime(corridors, k, from, to))) show |= 1 << p; });
    points.show[i] = points.on && points.pass[i] ? show : 0;
    if (points.show[i]) points.shown += points.weight[i];
  }
}

function applyTo(table, pictures) {
  const facets = FACETS.filter((facet) => table.codes[facet.id]), codes = facets.map((facet) => table.codes[facet.id]);
  const closed = facets.map((facet, f) => f).filter((f) => !facets[f].idle);
  const counted = facets.map((facet, f) => f).filter((f) => !(table.sideB && facets[f].id === "side")); // a front belongs to two
  table.shown = 0; table.undated = 0;
  for (let i = 0; i < table.n; i++) {
    let show = 0, failed = -1, fails = 0;
    for (let p = 0; p < pictures.length; p++) if (inTime(table, i, pictures[p][0], pictures[p][1])) show |= 1 << p;
    if (table.dated && table.ds[i] === NONE) table.undated += table.weight[i];
    for (const f of closed) {
      const open = facets[f].gate[codes[f][i] + 1] || (table.sideB && facets[f].id === "side" && facets[f].gate[table.sideB[i] + 1]);
      if (!open) { failed = f; fails++; }
    }
    table.pass[i] = fails ? 0 : 1;
    table.show[i] = fails || !table.on ? 0 : show;
    if (!show || !table.on || fails > 1) continue;
    for (const f of counted) if (codes[f][i] >= 0 && (!fails || failed === f)) facets[f].counts[codes[f][i]] += table.weight[i]; // what choosing a value would show
    if (!fails) table.shown += table.weight[i];
  }
}

const watchers = [];
const watch = (run) => watchers.push(run);
function changed(what = "data") {
  if (what === "data") apply();
  for (const run of watchers) run(what);
}
