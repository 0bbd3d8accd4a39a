// The beginning: read the head, then the tables, draw; the rest when it is asked for.
const map = window.geomapMap;
const sheets = {};
let drawing = 0, lastFrame = 0;
const MANY_GATES = 8; // more chokepoints than these would crowd the corridors

function redrawSoon() {
  if (!drawing) drawing = requestAnimationFrame(redraw);
}

function redraw(now) {
  drawing = 0;
  const step = lastFrame && now - lastFrame < 100 ? now - lastFrame : 16, moving = fadeStep(step);
  lastFrame = moving ? now : 0;
  sheets.ground.redraw(); sheets.marks.redraw(); sheets.names.redraw();
  if (moving) redrawSoon();
}

// Things come and go gently: alpha runs to its target in a fifth of a second.
function fadeStep(ms) {
  let moving = false;
  const share = calm() ? 1 : clamp(ms / 90, 0.05, 1);
  for (const table of tables) {
    if (!table.alpha) continue;
    for (let i = 0; i < table.n; i++) {
      const goal = table.show[i] ? 1 : 0, gap = goal - table.alpha[i];
      if (!gap) continue;
      table.alpha[i] = Math.abs(gap) < 0.04 ? goal : table.alpha[i] + gap * share;
      if (table.alpha[i] !== goal) moving = true;
    }
  }
  return moving;
}

function setTheme(name, chosenByReader) {
  document.documentElement.dataset.theme = name;
  if (chosenByReader) state.theme = name;
  $("#theme").setAttribute("aria-pressed", String(name === "dark"));
  readTheme();
  if (sheets.base) { sheets.base.redraw(); changed("view"); }
}

function insets() { // the part of the map that panels cover
  const panel = $("#panel"), evidence = $("#evidence"), small = phone();
  return {
    left: !small && document.body.classList.contains("with-panel") ? panel.offsetWidth : 0,
    right: !small && !evidence.hidden ? evidence.offsetWidth : 0,
    bottom: !small ? 0 : !evidence.hidden ? evidence.offsetHeight : document.body.classList.contains("with-panel") ? panel.offsetHeight : 0,
  };
}

function fitBox([x0, y0, x1, y1], options = {}) {
  const inset = insets(), edge = phone() ? 16 : 34;
  map.fitBounds([[latOf(y1), x0 * 360 - 180], [latOf(y0), x1 * 360 - 180]], { paddingTopLeft: [inset.left + edge, edge], paddingBottomRight: [inset.right + edge, inset.bottom + edge], maxZoom: 11, animate: !calm(), ...options });
}

function flyTo(mx, my, zoom) {
  const inset = insets(), goal = Math.max(zoom, map.getZoom());
  const point = map.project([latOf(my), mx * 360 - 180], goal).add([(inset.right - inset.left) / 2, inset.bottom / 2]);
  map.setView(map.unproject(point, goal), goal, { animate: !calm() });
}

function zoomTo(table, rows) {
  const xs = rows.map((i) => table.mx[i]), ys = rows.map((i) => table.my[i]);
  const low = (list) => list.reduce((m, v) => Math.min(m, v), Infinity), high = (list) => list.reduce((m, v) => Math.max(m, v), -Infinity);
  fitBox([low(xs), low(ys), high(xs), high(ys)]);
}

// Bring a thing into sight only when it is out of sight: nothing jumps.
function lookAt(table, i) {
  if (Number.isNaN(table.mx[i])) return;
  const inset = insets(), size = map.getSize(), at = map.latLngToContainerPoint([table.lat[i], table.lon[i]]);
  if (table.shapes[i] && table.id !== "events") return fitBox(table.shapes[i].box);
  const inside = at.x > inset.left + 30 && at.x < size.x - inset.right - 30 && at.y > 30 && at.y < size.y - inset.bottom - 30;
  if (inside && map.getZoom() >= 6) return;
  flyTo(table.mx[i], table.my[i], table.radius[i] > 60 ? 5 : 8);
}

// The panel that has just opened may cover the very mark: move the map as little as brings it out.
function uncover(table, i) {
  if (Number.isNaN(table.mx[i]) || table.state || ["corridors", "changes"].includes(table.id)) return;
  const inset = { ...insets(), ...(phone() ? { bottom: $("#evidence").hidden ? $("#stage").offsetHeight * 0.4 : $("#evidence").offsetHeight } : { right: 330 }) };
  const size = map.getSize(), at = map.latLngToContainerPoint([table.lat[i], table.lon[i]]), edge = 24;
  const dx = at.x > size.x - inset.right - edge ? at.x - (size.x - inset.right - edge) : 0, dy = at.y > size.y - inset.bottom - edge ? at.y - (size.y - inset.bottom - edge) : 0;
  if (at.x >= 0 && at.y >= 0 && at.x <= size.x && at.y <= size.y && (dx || dy)) map.panBy([dx, dy], { animate: !calm() });
}

// What lies under the pointer: the nearest mark, else a line, else an area.
function under(point) {
  let best = null, near = Infinity;
  for (const mark of marks) {
    const away = Math.hypot(mark.x - point.x, mark.y - point.y) - mark.r - (mark.small ? 4 : 0);
    if (away <= 2 && away < near && sideAt(point, mark.side)) { best = mark; near = away; }
  }
  if (best) return best;
  const ctx = sheets.ground._ctx;
  ctx.save(); ctx.setTransform(1, 0, 0, 1, 0, 0);
  let line = null, field = null;
  for (const hit of hits) {
    if (!sideAt(point, hit.side)) continue;
    if (hit.area) { if (!line && ctx.isPointInPath(hit.path, point.x, point.y, "evenodd")) field = hit; continue; }
    ctx.lineWidth = hit.width;
    if (ctx.isPointInStroke(hit.path, point.x, point.y)) line = hit;
  }
  ctx.restore();
  return line || field;
}
const sideAt = (point, side) => !state.compare || (side === 1) === (map.layerPointToContainerPoint([point.x, point.y]).x <= map.getSize().x * state.swipe);

function startPointer() {
  const tip = $("#tip");
  map.on("click", (event) => {
    const hit = under(event.layerPoint);
    if (!hit) return closeEvidence();
    if (hit.rows && hit.rows.length > 1) {
      state.selected = { table: hit.table.id, i: hit.rows[0] };
      const rows = [...hit.rows];
      show(async () => groupView(hit.table, rows), { focus: false });
      return changed("view");
    }
    return select(hit.table.id, hit.rows ? hit.rows[0] : hit.i, { focus: false });
  });
  map.on("dblclick", (event) => { const hit = under(event.layerPoint); if (hit && hit.rows && hit.rows.length > 1) zoomTo(hit.table, hit.rows); else map.setZoomAround(event.latlng, map.getZoom() + 1); });
  map.on("mousemove", (event) => {
    if (map.dragging && map.dragging.moving && map.dragging.moving()) return;
    const hit = under(event.layerPoint);
    map.getContainer().classList.toggle("over", Boolean(hit));
    tip.hidden = !hit || phone();
    if (!hit) return;
    const i = hit.rows ? hit.rows[0] : hit.i, many = hit.rows && hit.rows.length > 1;
    const places = many ? [...new Set(hit.rows.slice(0, 200).map((k) => hit.table.value("place", k)).filter(Boolean))] : [];
    tip.replaceChildren(el("b", { dir: "auto", text: many ? `${plural(Math.round(hit.weight || hit.rows.length), "event")}` : describe(hit.table, i) }), el("span", { dir: "auto", text: many ? places.slice(0, 3).join(", ") + (places.length > 3 ? " …" : "") : dateWords(hit.table, i) }));
    const at = event.containerPoint, wide = tip.offsetWidth, size = map.getSize();
    tip.style.left = clamp(at.x + 14, 4, size.x - wide - 8) + "px";
    tip.style.top = clamp(at.y + 16, 4, size.y - tip.offsetHeight - 8) + "px";
  });
  map.on("mouseout movestart zoomstart", () => { tip.hidden = true; });
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = {
      " ": () => play(), "[": () => { play(false); shift(-1); }, "]": () => { play(false); shift(1); }, "/": () => $("#search").focus(), l: () => togglePanel(), e: openList,
      c: () => setCompare(!state.compare), t: () => $("#theme").click(), 0: () => fitStart(true), "?": () => $("#help-box").showModal(), Escape: () => (trail.length ? back() : closeEvidence()), a: () => state.full && setRange(...state.full),
    };
    if (event.key === " " && event.target.closest("button, a, summary, [role=button]")) return;
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
}

function togglePanel(on = !document.body.classList.contains("with-panel")) {
  if (on && narrow()) closeEvidence();
  document.body.classList.toggle("with-panel", on);
  $("#panel").inert = !on;
  $("#menu").setAttribute("aria-expanded", String(on));
}

function fitStart(animate) {
  const [west, south, east, north] = head.bounds;
  fitBox([mercX(west), mercY(north), mercX(east), mercY(south)], { animate: Boolean(animate) && !calm() });
}

function startFrame() {
  for (const [id, name] of [["menu", "menu"], ["compare", "compare"], ["share", "share"], ["theme", "theme"], ["help", "help"], ["list", "list"], ["zoom-in", "plus"], ["zoom-out", "minus"], ["fit", "fit"], ["evidence-back", "back"], ["evidence-close", "close"], ["panel-close", "close"]]) $("#" + id).prepend(icon(name));
  $("#stage").prepend(map.getContainer());
  const box = map.getContainer();
  box.setAttribute("role", "application"); box.setAttribute("aria-label", "Map. Arrow keys move it, plus and minus zoom. Press E for a list of what is shown."); box.tabIndex = 0;
  $("#title").textContent = head.title; $("#subtitle").textContent = head.subtitle || "";
  $("#menu").addEventListener("click", () => togglePanel()); $("#panel-close").addEventListener("click", () => { togglePanel(false); $("#menu").focus(); });
  $("#theme").addEventListener("click", () => setTheme(theme.dark ? "light" : "dark", true));
  $("#help").addEventListener("click", () => $("#help-box").showModal()); $("#help-close").addEventListener("click", () => $("#help-box").close());
  if (phone()) $("#search").placeholder = "Search";
  $("#list").addEventListener("click", openList);
  $("#zoom-in").addEventListener("click", () => map.zoomIn(1, { animate: !calm() })); $("#zoom-out").addEventListener("click", () => map.zoomOut(1, { animate: !calm() })); $("#fit").addEventListener("click", () => fitStart(true));
  $("#evidence-close").addEventListener("click", closeEvidence); $("#evidence-back").addEventListener("click", back);
  togglePanel(!narrow() || (!phone() && innerWidth > 900));
}

function seenBounds() { // of the part that no panel covers
  const inset = insets(), size = map.getSize();
  return L.latLngBounds(map.containerPointToLatLng([inset.left, size.y - inset.bottom]), map.containerPointToLatLng([size.x - inset.right, 0]));
}

// Paper: light colours, one landscape sheet, sharper canvases; the same stretch of land as on the screen.
function startPrint() {
  let before = null;
  const relay = () => { map.invalidateSize({ animate: false, pan: false }); sheets.base._update(); for (const name of ["ground", "marks", "names"]) sheets[name]._update(); paintTime(); paintScale(); };
  addEventListener("beforeprint", () => {
    if (before) return;
    before = { dark: theme.dark, box: seenBounds(), panel: document.body.classList.contains("with-panel"), view: [map.getCenter(), map.getZoom()] };
    document.documentElement.classList.add("printing");
    document.body.classList.add("with-panel");
    setTheme("light");
    Sheet.dpr = 2.5;
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(before.box, { animate: false, paddingTopLeft: [$("#panel").offsetWidth, 0] });
    relay();
  });
  addEventListener("afterprint", () => {
    if (!before) return;
    document.documentElement.classList.remove("printing");
    document.body.classList.toggle("with-panel", before.panel);
    Sheet.dpr = 0;
    setTheme(before.dark ? "dark" : "light");
    map.invalidateSize({ animate: false, pan: false });
    map.setView(...before.view, { animate: false });
    relay();
    before = null;
  });
}

function paintScale() {
  const wide = 110, y = map.getSize().y / 2, km = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([wide, y])) / 1000;
  const step = 10 ** Math.floor(Math.log10(km)), nice = [5, 2, 1].map((n) => n * step).find((n) => n <= km) || step;
  $("#scale-bar").style.width = Math.round((nice / km) * wide) + "px";
  $("#scale-text").textContent = nice < 1 ? `${Math.round(nice * 1000)} m` : `${number(nice)} km`;
}

const tellShown = debounce((shown) => { $("#shown-said").textContent = `${plural(Math.round(shown), "thing")} shown`; }, 900); // for screen readers

function paintState() { // one line: what the map stands for just now
  const parts = [];
  for (const id of ["control", "fronts"]) {
    const table = byId[id];
    if (!table || !table.n || !table.on || state.compare) continue;
    const days = [...new Set(shownRows(table).map((k) => table.ds[k]))].filter((day) => day !== NONE).sort((a, b) => a - b), name = id === "control" ? "Control" : "Front line";
    const i = table.show.findIndex((s) => s);
    if (days.length) parts.push(`${name} as of ${days.length > 1 ? "different days, the latest " : ""}${human(days[days.length - 1], true)}`);
    else if (i < 0 && table.dated) parts.push(`No ${name.toLowerCase()} estimate for this period`);
  }
  if (byId.control_claims && byId.control_claims.n && !(byId.fronts && byId.fronts.n)) parts.push("No front line drawn: too few places are said to be held");
  $("#as-of").textContent = parts.slice(0, 1).join(" · ");
  $("#as-of").hidden = !parts.length;
  const shown = tables.reduce((sum, t) => sum + (["places", "mentions"].includes(t.id) ? 0 : t.shown), 0);
  tellShown(shown);
  const empty = $("#empty");
  empty.hidden = shown > 0;
  if (!shown) empty.replaceChildren(emptyNote());
}

// What the page shows, for scripts beside it and for its tests: values only, nothing to change.
window.geomap = Object.freeze({
  shown: () => Object.fromEntries(tables.map((t) => [t.id, shownRows(t).map((i) => t.key(i))])),
  marks: () => marks.map((m) => { const at = map.layerPointToContainerPoint([m.x, m.y]); return { layer: m.table.id, keys: m.rows.map((i) => m.table.key(i)), x: at.x, y: at.y, r: m.r, side: m.side }; }),
  lines: () => hits.map((h) => ({ layer: h.table.id, key: h.table.key(h.i), side: h.side })),
  range: () => state.range && state.range.map(iso), geojson: () => asGeoJson(), csv: () => asCsv(), names: () => names.map((n) => n.text),
});

async function start() {
  head = await readBlock("head");
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  startFrame();
  const [rawTables, rawReports, rawBase] = await Promise.all([readBlock("tables"), readBlock("reports"), readBlock("base")]);
  for (const row of rawReports || []) reports[row.report] = row;
  tables = rawTables.map((raw) => new Table(raw));
  for (const table of tables) byId[table.id] = table;
  if (byId.mentions) byId.mentions.on = false;
  if (byId.changes) byId.changes.on = false; // it lies over the control that it comes from
  if (byId.chokepoints && byId.chokepoints.n > MANY_GATES) byId.chokepoints.on = false;
  if (byId.control_claims && byId.control && byId.control.n) byId.control_claims.on = false;
  writeLink.usual = tables.filter((t) => !t.on).map((t) => t.id).join("|");
  learnActorSides(); codeFacets(); buildBase(rawBase); buildNames(); prepareTime();
  map.doubleClickZoom.disable(); map.invalidateSize({ animate: false }); map.setMaxBounds([[-85, -400], [85, 400]]);
  fitStart(false);
  const asked = readLink();
  apply();
  for (const table of tables) if (table.alpha) for (let i = 0; i < table.n; i++) table.alpha[i] = table.show[i] ? 1 : 0;
  sheets.base = new Sheet(paintBase, 0.3, "tilePane").addTo(map);
  sheets.ground = new Sheet(paintGround, 0.2, "overlayPane").addTo(map);
  sheets.marks = new Sheet(paintMarks, 0.2, "markerPane").addTo(map);
  sheets.names = new Sheet(paintNames, 0.2, "shadowPane").addTo(map);
  map.getPane("shadowPane").style.zIndex = 550; map.getPane("markerPane").style.zIndex = 600;
  startTime(); startPanel(); startSearch(); startShare(); startCompare(); startPointer(); startKeys(); startPrint();
  watch(redrawSoon); watch(paintState); watch(writeLinkSoon);
  watch((what) => { if (what === "data" && show.now && !state.selected && !trail.length) show(async () => overview(), { focus: false }); });
  map.on("moveend", () => { paintScale(); writeLinkSoon(); });
  map.on("resize", redrawSoon);
  new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe($("#stage"));
  addEventListener("hashchange", () => { const next = readLink(); changed(); if (next) select(next.table, next.i, { focus: false }); });
  paintScale(); changed("view");
  $("#credit").textContent = ["Land and borders: Natural Earth", ...(head.credits || []), `geomap ${head.version}`].join(" · ");
  if (asked) select(asked.table, asked.i, { focus: false });
  requestAnimationFrame(() => requestAnimationFrame(() => { performance.mark("geomap-painted"); document.documentElement.dataset.ready = "yes"; }));
}

start().catch((error) => {
  document.documentElement.dataset.ready = "failed";
  const note = $("#empty");
  note.hidden = false;
  note.replaceChildren(el("div", { class: "note" }, el("p", { text: "The map could not be drawn." }), el("p", { class: "quiet", text: String(error && error.message) })));
  throw error;
});
