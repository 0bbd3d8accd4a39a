// What is shown, taken away: link, GeoJSON, CSV, print.
function shownRows(table) {
  const rows = [];
  for (let i = 0; i < table.n; i++) if (table.show[i]) rows.push(i);
  return rows;
}

async function record(table, i) {
  const out = {};
  for (const name of table.order) {
    const late = !table.cols[name];
    let value = late ? await table.cold(name, i) : table.value(name, i);
    if (name === "quote" && !value) value = await quoteOf(table, i);
    out[name] = value !== null && table.cols[name] && table.cols[name].days ? iso(value) : value;
  }
  return out;
}

const lonLat = (line) => { const out = []; for (let k = 0; k < line.length; k += 2) out.push([round5(line[k] * 360 - 180), round5(latOf(line[k + 1]))]); return out; };
const round5 = (value) => Math.round(value * 1e5) / 1e5;
function area(ring) { let sum = 0; for (let k = 0, j = ring.length - 1; k < ring.length; j = k++) sum += (ring[k][0] - ring[j][0]) * (ring[k][1] + ring[j][1]); return -sum / 2; }
const holds = (ring, [x, y]) => { let inside = false; for (let k = 0, j = ring.length - 1; k < ring.length; j = k++) if (ring[k][1] > y !== ring[j][1] > y && x < ((ring[j][0] - ring[k][0]) * (y - ring[k][1])) / (ring[j][1] - ring[k][1]) + ring[k][0]) inside = !inside; return inside; };

function geometryOf(table, i) {
  const shape = table.shapes[i];
  if (!shape) return Number.isNaN(table.lon[i]) ? null : { type: "Point", coordinates: [table.lon[i], table.lat[i]] };
  const lines = shape.lines.map(lonLat);
  if (shape.kind === "L") return lines.length === 1 ? { type: "LineString", coordinates: lines[0] } : { type: "MultiLineString", coordinates: lines };
  const polygons = []; // rings in another ring are its holes; outer rings run anticlockwise (RFC 7946)
  for (const ring of lines.sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))) {
    const owner = polygons.find((p) => holds(p[0], ring[0])), outer = !owner;
    if (area(ring) > 0 !== outer) ring.reverse();
    if (owner) owner.push(ring); else polygons.push([ring]);
  }
  return polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0] } : { type: "MultiPolygon", coordinates: polygons };
}

async function asGeoJson() {
  const features = [];
  for (const table of tables) {
    if (!table.on) continue;
    for (const i of shownRows(table)) features.push({ type: "Feature", geometry: geometryOf(table, i), properties: { layer: table.id, ...(await record(table, i)) } });
  }
  return JSON.stringify({ type: "FeatureCollection", features });
}

function csvCell(value) {
  if (value === null || value === undefined) return "";
  let text = typeof value === "object" ? (Array.isArray(value) && value.every((v) => typeof v !== "object") ? value.join("; ") : JSON.stringify(value)) : String(value);
  if (/^[=+@\t\r]/.test(text) || (/^-/.test(text) && Number.isNaN(Number(text)))) text = "'" + text; // no formulas in spreadsheets
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function asCsv() {
  const table = byId.events && shownRows(byId.events).length ? byId.events : tables.find((t) => t.on && shownRows(t).length);
  if (!table) return "";
  const names = [...table.order, "lat", "lon"], lines = [names.join(",")];
  for (const i of shownRows(table)) {
    const row = { ...(await record(table, i)), lat: Number.isNaN(table.lat[i]) ? null : table.lat[i], lon: Number.isNaN(table.lon[i]) ? null : table.lon[i] };
    lines.push(names.map((name) => csvCell(row[name])).join(","));
  }
  return lines.join("\r\n") + "\r\n";
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = el("textarea", { "aria-hidden": "true", class: "offscreen" });
    box.value = text; document.body.append(box); box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (!done) return say("This browser does not let the page copy: use the download");
  }
  return say(`${what} copied`);
}

function save(text, name, type) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link); link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 4000);
}

function startShare() {
  const menu = $("#share-menu"), button = $("#share");
  const close = () => { menu.hidden = true; button.setAttribute("aria-expanded", "false"); };
  button.addEventListener("click", () => { menu.hidden = !menu.hidden; button.setAttribute("aria-expanded", String(!menu.hidden)); if (!menu.hidden) $("button", menu).focus(); });
  document.addEventListener("pointerdown", (event) => { if (!menu.hidden && !event.target.closest("#share-menu, #share")) close(); });
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("button")], k = items.indexOf(document.activeElement);
    if (event.key === "ArrowDown") items[(k + 1) % items.length].focus();
    if (event.key === "ArrowUp") items[(k + items.length - 1) % items.length].focus();
    if (event.key === "Escape") { event.stopPropagation(); close(); button.focus(); }
  });
  const jobs = {
    "copy-link": () => copy(location.href, "Link"),
    "copy-geojson": async () => copy(await asGeoJson(), "GeoJSON"),
    "copy-csv": async () => copy(await asCsv(), "CSV"),
    "save-geojson": async () => save(await asGeoJson(), "shown.geojson", "application/geo+json"),
    "save-csv": async () => save(await asCsv(), "shown.csv", "text/csv"),
    print: () => window.print(),
  };
  for (const [id, run] of Object.entries(jobs)) $("#" + id).addEventListener("click", () => { close(); run(); });
}
