// The left panel: layers, and a legend that filters; it lists only what the data hold.
const folded = new Set(["actor", "source", "claim", "stance", "conf"]);
const wide = {}; // facets shown in full
const LAYER_ORDER = ["events", "corridors", "chokepoints", "advances", "fronts", "control", "changes", "control_claims", "places", "mentions"];

function shapeIcon(name, { colour = "currentColor", how = "solid", size = 16 } = {}) {
  const points = outline(name).map(([x, y]) => `${(x * 6.4 + 8).toFixed(2)},${(y * 6.4 + 8).toFixed(2)}`).join(" ");
  return svg("svg", { viewBox: "0 0 16 16", width: size, height: size, "aria-hidden": "true" },
    svg("polygon", { points, fill: how === "solid" ? colour : "none", stroke: colour, "stroke-width": how === "solid" ? "0.6" : "1.5", "stroke-linejoin": "round" }),
    how === "struck" && svg("path", { d: "M1.5 14.5L14.5 1.5", stroke: colour, "stroke-width": "1.6" }));
}

function layerIcon(id) {
  const box = (...kids) => svg("svg", { viewBox: "0 0 22 14", width: "22", height: "14", "aria-hidden": "true" }, ...kids);
  const line = (d, props) => svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": "2", ...props });
  if (id === "corridors") return box(line("M2 11C8 11 10 4 16 4", { stroke: corridorColour(), "stroke-width": "2.6" }), svg("path", { d: "M14 .6L21 4l-7 3.4z", fill: corridorColour() }));
  if (id === "advances") return box(svg("path", { d: "M1 10.5L13 5.2 12.2 2.6 20.5 4.4 15.4 11 14.6 8.4z", fill: "currentColor" }));
  if (id === "fronts") return box(line("M1 10C6 3 13 12 21 4", { "stroke-width": "9", opacity: "0.18" }), line("M1 10C6 3 13 12 21 4", { "stroke-width": "2.6" }));
  if (id === "control") return box(svg("path", { d: "M1.5 1.5h19v11h-19z", fill: "currentColor", opacity: "0.16" }), line("M1.5 1.5h19v11h-19zM5 12.5l9-11M12 12.5l8.5-10.5", { "stroke-width": "1", opacity: "0.7" }));
  if (id === "chokepoints") return box(svg("path", { d: "M6 1.2h10L12 7l4 5.8H6L10 7z", fill: corridorColour() }));
  if (id === "changes") return box(svg("path", { d: "M3 3l9-1.6 7 3.2-2.6 7.2L6 12.4z", fill: "currentColor", opacity: "0.34" }), line("M3 3l9-1.6 7 3.2-2.6 7.2L6 12.4z", { "stroke-width": "1.2", "stroke-dasharray": "3 1.8" }));
  if (id === "control_claims") return box(svg("path", { d: "M6.5 1.5h9V8L11 12.5 6.5 8z", fill: "currentColor" }));
  if (id === "events") return box(svg("circle", { cx: "11", cy: "7", r: "5.2", fill: "none", stroke: "currentColor", "stroke-width": "2.2" }));
  return box(svg("circle", { cx: "11", cy: "7", r: "3", fill: "none", stroke: "currentColor", "stroke-width": "1.8" }));
}

function swatch(side) {
  const style = sideStyle(side), colour = style ? sideColour(side) : theme.soft, canvas = el("canvas", { class: "swatch", width: "44", height: "28", "aria-hidden": "true" });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = colour; ctx.globalAlpha = 0.22; ctx.fillRect(0, 0, 44, 28);
  ctx.globalAlpha = 0.85; ctx.fillStyle = hatch(ctx, style ? style.hatch : "+", colour, { dpr: 2, ox: 0, oy: 0 });
  ctx.save(); ctx.scale(2, 2); ctx.fillRect(0, 0, 22, 14); ctx.restore();
  ctx.globalAlpha = 1; ctx.strokeStyle = colour; ctx.lineWidth = 4; ctx.strokeRect(0, 0, 44, 28);
  return canvas;
}

function toggleRow({ name, mark, count, pressed, onclick, only, dim }) {
  return el("div", { class: "row" + (dim ? " none" : "") },
    el("button", { class: "toggle", type: "button", "aria-pressed": String(pressed), onclick, title: name },
      el("span", { class: "mark" }, mark), el("span", { class: "name", text: name, dir: "auto" }), el("span", { class: "count", text: count === null ? "" : number(Math.round(count)) })),
    only && el("button", { class: "only", type: "button", text: "only", "aria-label": `Show only ${name}`, onclick: only }));
}

function layerRows() {
  const order = (id) => (LAYER_ORDER.indexOf(id) + 100) % 100;
  return [...tables].filter((t) => t.n).sort((a, b) => order(a.id) - order(b.id)).map((table) => toggleRow({
    name: table.title, mark: layerIcon(table.id), count: table.on ? table.shown : null, pressed: table.on, dim: table.on && !table.shown,
    onclick: () => { table.on = !table.on; changed(); },
  }));
}

function pickFacet(facet, code, only) {
  const picked = state.picked[facet.id];
  if (only) {
    const others = facet.values.map((_, k) => k).filter((k) => k !== code && present(facet, k));
    const already = others.length && others.every((k) => picked.has(k)) && !picked.has(code);
    picked.clear();
    if (!already) for (const k of others) picked.add(k);
  } else if (picked.has(code)) picked.delete(code); else picked.add(code);
  changed();
}

const present = (facet, code) => facet.totals[code] > 0;

function facetRows(facet) {
  const codes = facet.values.map((_, k) => k).filter((k) => present(facet, k));
  if (facet.mode === "only") codes.sort((a, b) => facet.totals[b] - facet.totals[a] || (facet.values[a] < facet.values[b] ? -1 : 1));
  if (facet.id === "conf") codes.sort((a, b) => a - b);
  const most = wide[facet.id] ? 200 : facet.mode === "hide" ? 40 : 7, picked = state.picked[facet.id];
  const rows = codes.slice(0, most).map((code) => toggleRow({
    name: facet.label(facet.values[code]), count: facet.counts[code], dim: !facet.counts[code],
    pressed: facet.mode === "hide" ? !picked.has(code) : picked.has(code), mark: facetMark(facet, facet.values[code]),
    onclick: () => pickFacet(facet, code), only: facet.mode === "hide" && codes.length > 1 ? () => pickFacet(facet, code, true) : null,
  }));
  if (codes.length > most || wide[facet.id]) rows.push(el("button", { class: "more", type: "button", text: wide[facet.id] ? "Show fewer" : `${number(codes.length - most)} more`, onclick: () => { wide[facet.id] = !wide[facet.id]; paintPanel(); } }));
  return rows;
}

function facetMark(facet, value) {
  if (facet.id === "type") return shapeIcon(eventStyle(value).shape);
  if (facet.id === "side") return swatch(value);
  return el("span", { class: "tick" });
}

function lineKey(style, width) {
  const colour = corridorColour(), path = svg("path", { d: "M2 7h24", fill: "none", stroke: colour, "stroke-width": String(width || 3), "stroke-dasharray": (style.dash || []).join(" ") || null });
  return svg("svg", { viewBox: "0 0 34 14", width: "34", height: "14", "aria-hidden": "true" }, path, svg("path", { d: "M24 2.2L33 7l-9 4.8z", fill: colour }),
    style.crossed && svg("path", { d: "M9 3l8 8M17 3l-8 8", stroke: colour, "stroke-width": "1.6" }));
}

function keyRows() { // how to read the marks, for what is there
  const rows = [], has = (id) => byId[id] && byId[id].n && byId[id].on, add = (mark, text) => rows.push(el("li", {}, el("span", { class: "mark" }, mark), el("span", { text })));
  if (has("events")) {
    const table = byId.events, ways = new Set();
    for (let i = 0; i < Math.min(table.n, 5000); i++) ways.add(manner(table, i));
    if (ways.size > 1) {
      add(shapeIcon("square"), "told as fact");
      if (ways.has("hollow")) add(shapeIcon("square", { how: "hollow" }), "claimed or planned");
      if (ways.has("struck")) add(shapeIcon("square", { how: "struck" }), "denied or contested");
    }
    if (table.radius.some((km) => km >= PIN_KM)) add(svg("svg", { viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" }, svg("circle", { cx: "8", cy: "8", r: "6.6", fill: "none", stroke: "currentColor", "stroke-dasharray": "2.4 2.4" })), "somewhere within this area");
  }
  if (has("corridors")) {
    const seen = new Set(Array.from({ length: byId.corridors.n }, (_, i) => byId.corridors.value("status", i)));
    for (const [status, style] of Object.entries(head.style.corridors)) if (seen.has(status)) add(lineKey(style), `corridor: ${style.label.toLowerCase()}`);
    add(lineKey({}, 6), "wider: more evidence");
  }
  if (has("chokepoints")) {
    const table = byId.chokepoints, points = Array.from({ length: table.n }, (_, i) => i), key = (how) => shapeIcon("hourglass", { colour: corridorColour(), how });
    if (points.some((i) => cutsOff(table, i))) add(key("solid"), "cut here, and a corridor has no other way");
    if (points.some((i) => !cutsOff(table, i))) add(key("hollow"), "cut here, and there is a way round");
  }
  if (has("changes")) add(layerIcon("changes"), "taken: filled for who came, edged for who went");
  if (has("fronts")) add(layerIcon("fronts"), "front line, and the band it lies in");
  return rows;
}

function section(id, title, kids, foldable) {
  const shut = foldable && folded.has(id);
  const active = state.picked[id] && state.picked[id].size ? el("span", { class: "dot", title: "filter set" }) : null;
  const name = foldable
    ? el("button", { class: "fold", type: "button", "aria-expanded": String(!shut), onclick: () => { if (shut) folded.delete(id); else folded.add(id); paintPanel(); } }, title, active)
    : el("span", {}, title);
  return el("section", { class: "block", "data-facet": id }, el("h2", {}, name), ...(shut ? [] : kids));
}

function filtersSet() { return FACETS.some((facet) => state.picked[facet.id].size); }

function clearFilters() {
  for (const facet of FACETS) state.picked[facet.id].clear();
  changed();
}

function paintPanel() {
  const body = $("#panel-body"), focused = document.activeElement && body.contains(document.activeElement) ? [...body.querySelectorAll("button")].indexOf(document.activeElement) : -1;
  const parts = [section("layers", "Layers", layerRows())];
  for (const facet of FACETS) if (facet.totals.some(Boolean)) parts.push(section(facet.id, facet.title, facetRows(facet), true));
  const key = keyRows();
  if (key.length) parts.push(section("key", "Reading the map", [el("ul", { class: "key" }, key)]));
  body.replaceChildren(...parts);
  $("#clear").hidden = !filtersSet();
  if (focused >= 0) { const again = body.querySelectorAll("button")[focused]; if (again) again.focus({ preventScroll: true }); }
}

function startPanel() {
  for (const facet of FACETS) {
    for (const table of tables) {
      const codes = table.codes[facet.id];
      if (codes) for (let i = 0; i < table.n; i++) if (codes[i] >= 0) facet.totals[codes[i]] += table.weight[i];
      if (codes && table.sideB) for (const code of table.sideB) if (code >= 0) facet.totals[code] += 1;
    }
  }
  $("#clear").addEventListener("click", clearFilters);
  watch(paintPanel);
}
