// The URL's fragment holds view, time, filters, layers and choice: a link shows what its sender saw.
let quietLink = false;

function writeLink() {
  if (quietLink || !map) return;
  const parts = [], centre = map.getCenter(), add = (key, value) => parts.push(`${key}=${value}`);
  add("map", `${map.getZoom().toFixed(2)}/${centre.lat.toFixed(4)}/${centre.lng.toFixed(4)}`);
  if (state.range && (state.range[0] !== state.full[0] || state.range[1] !== state.full[1])) add("time", `${iso(state.range[0])}..${iso(state.range[1])}`);
  if (!state.undated) add("undated", 0);
  for (const facet of FACETS) {
    const picked = [...state.picked[facet.id]].map((code) => encodeURIComponent(facet.values[code]));
    if (picked.length) add(facet.id, picked.sort().join("|"));
  }
  const off = tables.filter((t) => !t.on).map((t) => t.id).join("|");
  if (off !== writeLink.usual) add("off", off);
  if (state.compare) add("compare", state.swipe.toFixed(2));
  if (state.selected) add("see", `${state.selected.table}:${encodeURIComponent(byId[state.selected.table].key(state.selected.i))}`);
  if (state.theme) add("theme", state.theme);
  if (state.fresh && parts.length === 1) return;
  try { history.replaceState(null, "", "#" + parts.join("&")); } catch { /* some viewers forbid it: the map works without */ }
}
const writeLinkSoon = debounce(writeLink, 250);

function readLink() {
  const said = new Map(location.hash.slice(1).split("&").map((part) => { const cutAt = part.indexOf("="); return [part.slice(0, cutAt), part.slice(cutAt + 1)]; }));
  const clear = (text) => { try { return decodeURIComponent(text); } catch { return ""; } };
  quietLink = true;
  if (said.has("time") && state.full) {
    const [a, b] = said.get("time").split("..").map(fromIso);
    if (a !== null && b !== null) state.range = [clamp(Math.min(a, b), ...state.full), clamp(Math.max(a, b), ...state.full)];
  }
  state.undated = said.get("undated") !== "0";
  for (const facet of FACETS) {
    state.picked[facet.id].clear();
    for (const value of (said.get(facet.id) || "").split("|").filter(Boolean).map(clear)) { const code = facet.values.indexOf(value); if (code >= 0) state.picked[facet.id].add(code); }
  }
  if (said.has("off")) { const off = new Set(said.get("off").split("|")); for (const table of tables) table.on = !off.has(table.id); }
  if (said.has("theme")) setTheme(said.get("theme") === "dark" ? "dark" : "light", true);
  state.compare = said.has("compare") && Boolean(state.full);
  if (state.compare) state.swipe = clamp(Number(said.get("compare")) || 0.5, 0.05, 0.95);
  const view = (said.get("map") || "").split("/").map(Number);
  if (view.length === 3 && view.every(Number.isFinite)) map.setView([clamp(view[1], -85, 85), view[2]], clamp(view[0], 1, 18), { animate: false });
  quietLink = false;
  const [table, key] = (said.get("see") || "").split(/:(.*)/);
  if (byId[table] && key !== undefined) { const i = byId[table].find(clear(key)); if (i >= 0) return { table, i }; }
  return null;
}
