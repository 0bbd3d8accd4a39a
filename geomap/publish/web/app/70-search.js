// Search: places, actors, sentences. A combobox; arrow keys and Enter work all the way.
const plainText = (text) => String(text).normalize("NFD").replace(/[\u0300-\u036f\u2018\u2019'`\u02bc-]/g, "").toLocaleLowerCase();
let found = [], at = -1, quotes = null;

function searchIndex() {
  const index = [], seen = new Set();
  const add = (kind, text, go, rank) => { const key = kind + text; if (text && !seen.has(key)) { seen.add(key); index.push({ kind, text, plain: plainText(text), go, rank }); } };
  if (byId.places) for (let i = 0; i < byId.places.n; i++) add("Place", byId.places.value("place", i), () => select("places", i, { pan: true }), 2);
  const actors = FACETS[2];
  actors.values.forEach((actor, code) => add("Actor", actor, () => { const picked = state.picked.actor; picked.clear(); picked.add(code); folded.delete("actor"); changed(); openList(); }, 3));
  if (byId.corridors) for (let i = 0; i < byId.corridors.n; i++) add("Corridor", describe(byId.corridors, i).split(" · ")[1], () => select("corridors", i, { pan: true }), 3);
  for (const name of names) if (name.kind !== "country" && name.row === undefined) add("Map", name.text, () => flyTo(name.mx, name.my, 9), 1);
  for (const country of base.countries) add("Map", country.name, () => fitBox(country.box), 1);
  return index;
}

async function quoteIndex() {
  if (quotes) return quotes;
  const rows = [];
  for (const id of ["events", "control_claims", "advances"]) {
    const table = byId[id];
    for (let i = 0; table && i < table.n; i++) {
      if (i % 4000 === 3999) await new Promise((go) => setTimeout(go)); // leave the page alive
      const text = await quoteOf(table, i); if (text) rows.push({ table, i, text, plain: plainText(text) });
    }
  }
  return (quotes = rows);
}

async function look(query) {
  const wanted = plainText(query.trim());
  if (wanted.length < 2) return [];
  searchIndex.made ||= searchIndex();
  const score = (entry) => (entry.plain === wanted ? 8 : entry.plain.startsWith(wanted) ? 4 : 0) + entry.rank;
  const hits = searchIndex.made.filter((e) => e.plain.includes(wanted)).sort((a, b) => score(b) - score(a) || (a.text < b.text ? -1 : 1)).slice(0, 8);
  const said = [];
  for (const row of await quoteIndex()) {
    const where = row.plain.indexOf(wanted);
    if (where < 0) continue;
    const from = Math.max(0, where - 30);
    said.push({ kind: "Said", text: (from ? "…" : "") + row.text.slice(from, from + 110), go: () => select(row.table.id, row.i, { pan: true }) });
    if (said.length >= 6) break;
  }
  return [...hits, ...said];
}

function paintFound() {
  const list = $("#found"), input = $("#search");
  list.replaceChildren(...found.map((hit, k) => el("li", { role: "option", id: "found-" + k, "aria-selected": String(k === at), onpointerdown: (e) => { e.preventDefault(); choose(k); } }, el("span", { class: "kind", text: hit.kind }), el("span", { text: hit.text, dir: "auto" }))));
  if (!found.length && input.value.trim().length > 1) list.append(el("li", { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false", text: "Nothing found" }));
  const open = input.value.trim().length > 1 && document.activeElement === input;
  list.hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  if (at >= 0) input.setAttribute("aria-activedescendant", "found-" + at); else input.removeAttribute("aria-activedescendant");
}

function choose(k) {
  const hit = found[k];
  if (!hit) return;
  $("#search").blur();
  $("#found").hidden = true;
  $("#search").setAttribute("aria-expanded", "false");
  hit.go();
}

function startSearch() {
  const input = $("#search"), run = debounce(async () => { found = await look(input.value); at = found.length ? 0 : -1; paintFound(); }, 120);
  input.addEventListener("input", run);
  input.addEventListener("focus", run);
  input.addEventListener("blur", () => { $("#found").hidden = true; input.setAttribute("aria-expanded", "false"); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); at = clamp(at + (event.key === "ArrowDown" ? 1 : -1), 0, found.length - 1); paintFound(); }
    if (event.key === "Enter") { event.preventDefault(); choose(Math.max(0, at)); }
    if (event.key === "Escape") { event.stopPropagation(); input.value = ""; input.blur(); }
  });
}
