// Names by zoom: countries spaced, water in italics, towns by size; places of the reports first. None may collide.
let names = [];

const SEAS = [
  ["Mediterranean Sea", 18, 35.2, 3], ["Black Sea", 34.5, 43.3, 4], ["Red Sea", 37.5, 21, 4], ["Arabian Sea", 63, 15, 3], ["Persian Gulf", 51.6, 26.9, 5],
  ["Gulf of Aden", 47.5, 12.3, 5], ["Caspian Sea", 50.6, 41.8, 4], ["Aegean Sea", 25, 38.4, 5.5], ["Adriatic Sea", 15.6, 43.1, 5.5], ["Baltic Sea", 19, 57, 4],
  ["North Sea", 3, 56.5, 4], ["Bay of Bengal", 88, 15, 3], ["Andaman Sea", 96, 11, 4.5], ["South China Sea", 114, 14, 3], ["East China Sea", 125, 29, 4],
  ["Sea of Japan", 134, 40, 4], ["Sea of Azov", 36.6, 46.1, 6], ["Gulf of Guinea", 3, 2, 3.5], ["Mozambique Channel", 41, -18, 4], ["Caribbean Sea", -75, 15, 3],
  ["Gulf of Mexico", -90, 25, 3.5], ["Bay of Biscay", -4.5, 45, 4.5], ["Gulf of Oman", 58.7, 24.8, 5.5], ["Sea of Okhotsk", 150, 54, 3.5], ["Bering Sea", -176, 57, 3],
  ["Atlantic Ocean", -30, 30, 2], ["Atlantic Ocean", -15, -20, 2], ["Indian Ocean", 78, -20, 2], ["Pacific Ocean", -150, 10, 2], ["Pacific Ocean", 165, 25, 2],
  ["Alboran Sea", -3.2, 36, 6], ["Ionian Sea", 18.8, 38, 5.5], ["Levantine Sea", 32.4, 33.9, 5.5], ["Gulf of Suez", 33.2, 28.6, 6.5], ["Gulf of Cádiz", -7.3, 36.6, 6],
];

function buildNames() {
  names = [];
  const add = (text, mx, my, rank, from, kind) => names.push({ text, mx, my, rank, from, kind });
  if (byId.places) {
    const table = byId.places;
    for (let i = 0; i < table.n; i++) {
      const feature = table.value("feature", i), text = table.value("place", i);
      if (!text || Number.isNaN(table.mx[i]) || feature === "country" || feature === "continent" || (feature === "region" && table.radius[i] > 250)) continue;
      add(text, table.mx[i], table.my[i], 4e8 + 1e6 * ((table.value("events", i) || 0) + (table.value("mentions", i) || 0)), 4, ["sea", "lake", "river", "coast"].includes(feature) ? "water" : "told");
      names[names.length - 1].row = i;
    }
  }
  const labels = head.labels, points = new Table({ id: "labels", title: "", n: labels.name.length, order: [], cols: {}, points: labels.points });
  const told = names.filter((n) => n.kind === "told"), near = 9 / CIRCUMFERENCE_KM; // the reports' own spelling wins
  labels.name.forEach((text, i) => {
    if (told.some((n) => n.text === text || Math.hypot(n.mx - points.mx[i], n.my - points.my[i]) < near)) return;
    const kind = labels.kind[i], people = labels.population[i];
    if (kind === "country") return;
    const from = kind === "capital" ? 3.5 : people >= 3e6 ? 4 : people >= 1e6 ? 5 : people >= 3e5 ? 6 : people >= 8e4 ? 7 : people >= 2e4 ? 8 : 9;
    if (kind === "sea" || kind === "lake") add(text, points.mx[i], points.my[i], 2e8, 4, "water");
    else add(text, points.mx[i], points.my[i], people + (kind === "capital" ? 1e8 : 0), from, kind === "capital" ? "capital" : "town");
  });
  for (const [text, lon, lat, from] of SEAS) add(text, mercX(lon), mercY(lat), 2e8, from, "water");
  for (const c of base.countries) if (c.spans.length) names.push({ text: c.name, rank: 3e8 + c.spans[0].score, from: 0, kind: "country", box: c.box, spans: c.spans });
  names.sort((a, b) => b.rank - a.rank || (a.text < b.text ? -1 : 1));
}

const PEN = {
  country: () => [`600 ${12 * theme.unit}px ${theme.font}`, theme.country], water: () => [`italic ${12 * theme.unit}px ${theme.font}`, theme.water],
  capital: () => [`600 ${12 * theme.unit}px ${theme.font}`, theme["name-strong"]], told: () => [`600 ${12 * theme.unit}px ${theme.font}`, theme["name-strong"]], town: () => [`${11.5 * theme.unit}px ${theme.font}`, theme.name],
};

function paintNames(ctx, view) {
  const taken = marks.filter((m) => !m.small).map((m) => [m.x - m.r, m.y - m.r, m.x + m.r, m.y + m.r]);
  for (const id of ["#scale", "#credit", "#as-of", "#tools", "#swipe-left", "#swipe-right"]) { // what lies over the map
    const over = $(id).getBoundingClientRect(), home = map.getContainer().getBoundingClientRect();
    if (!over.width) continue;
    const a = map.containerPointToLayerPoint([over.left - home.left, over.top - home.top]);
    taken.push([a.x - 4, a.y - 2, a.x + over.width + 4, a.y + over.height + 2]);
  }
  const free = (box) => taken.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);
  ctx.lineJoin = "round"; ctx.textBaseline = "middle";
  let count = 0;
  const inset = insets(), size = map.getSize(), corner = map.containerPointToLayerPoint([inset.left, 0]), far = map.containerPointToLayerPoint([size.x - inset.right, size.y - inset.bottom]);
  taken.push([view.x0 - 999, view.y0, corner.x, view.y1], [far.x, view.y0, view.x1 + 999, view.y1]); // under the panels nothing is written
  const seen = { x0: corner.x + 6, y0: corner.y + 12, x1: far.x - 6, y1: far.y - 12 };
  for (const name of names) {
    if (view.zoom + 0.01 < name.from || count > 160) continue;
    if (name.kind === "country") { if (meets(name.box, view) && writeCountry(ctx, view, name, { taken, free, seen })) count++; continue; }
    if (name.mx < view.mercator[0] || name.mx > view.mercator[2] || name.my < view.mercator[1] || name.my > view.mercator[3]) continue;
    if (name.row !== undefined && byId.places && !byId.places.on) continue;
    if (writeName(ctx, view, name, taken, free)) count++;
  }
}

// A country's name goes where the country is in sight, not only in its middle.
function writeCountry(ctx, view, name, { taken, free, seen }) {
  const text = name.text.toUpperCase();
  ctx.font = PEN.country()[0];
  if ("letterSpacing" in ctx) ctx.letterSpacing = "2.5px";
  const wide = ctx.measureText(text).width;
  for (const span of name.spans) {
    const a = Math.max(view.px(span.a) + 4, seen.x0), b = Math.min(view.px(span.b) - 4, seen.x1), y = view.py(span.y);
    if (b - a < wide || y < seen.y0 || y > seen.y1) continue;
    for (const share of [0.5, 0.2, 0.8]) {
      const left = a + (b - a - wide) * share, box = [left - 6, y - 9 * theme.unit, left + wide + 6, y + 9 * theme.unit];
      if (!free(box)) continue;
      taken.push(box);
      ink(ctx, text, left, y, theme.land, theme.country);
      ctx.letterSpacing = "0px";
      return true;
    }
  }
  if ("letterSpacing" in ctx) ctx.letterSpacing = "0px";
  return false;
}

function ink(ctx, text, x, y, halo, colour) {
  ctx.textAlign = "left"; ctx.direction = "ltr";
  ctx.strokeStyle = halo; ctx.lineWidth = 3; ctx.globalAlpha = 0.85; ctx.strokeText(text, x, y); ctx.globalAlpha = 1;
  ctx.fillStyle = colour; ctx.fillText(text, x, y);
}

function writeName(ctx, view, name, taken, free) {
  const [font, colour] = PEN[name.kind](), water = name.kind === "water", text = name.text;
  ctx.font = font;
  if ("letterSpacing" in ctx) ctx.letterSpacing = water ? "1px" : "0px";
  const wide = ctx.measureText(text).width, x = view.px(name.mx), y = view.py(name.my);
  const cover = water ? null : marks.find((m) => !m.small && Math.hypot(m.x - x, m.y - y) < m.r + 3); // a mark on the spot: write beside it
  const [cx, cy, r] = cover ? [cover.x, cover.y, cover.r + 7] : [x, y, 7];
  const spots = water ? [[x - wide / 2, y]] : [[cx + r, cy], [cx - r - wide, cy], [cx - wide / 2, cy - r - 5], [cx - wide / 2, cy + r + 5]];
  for (const [left, at] of spots) {
    const box = [left - 4, at - 8 * theme.unit, left + wide + 4, at + 8 * theme.unit];
    if (!free(box)) continue;
    taken.push(box);
    if (!water) {
      taken.push([x - 3, y - 3, x + 3, y + 3]);
      if (name.row === undefined && !cover) {
        ctx.beginPath();
        if (name.kind === "capital") ctx.rect(x - 2.2, y - 2.2, 4.4, 4.4); else ctx.arc(x, y, 1.7, 0, 7);
        ctx.fillStyle = colour; ctx.fill();
      }
    }
    ink(ctx, text, left, at, water ? theme.sea : theme.land, colour);
    if ("letterSpacing" in ctx) ctx.letterSpacing = "0px";
    return true;
  }
  return false;
}
