// Areas and lines: control, ground that changed hands, fronts with their band, corridors, advances, and the areas of uncertain places.
let hits = []; // what can be clicked: {table, i, path, width | area}
const ORDER = ["control", "changes", "fronts", "corridors", "advances"];

function paintGround(ctx, view) {
  hits = [];
  eachPicture(ctx, view, (side) => {
    for (const id of ORDER) if (byId[id]) GROUND[id](ctx, view, byId[id], side);
    for (const table of tables) if (!ORDER.includes(table.id)) uncertain(ctx, view, table, side);
  });
}

// In a comparison the sheet is painted twice, each half clipped at the divider.
function eachPicture(ctx, view, paint) {
  if (!state.compare) return paint(1);
  const cutAt = map.containerPointToLayerPoint([map.getSize().x * state.swipe, 0]).x;
  for (const [side, from, to] of [[1, view.x0, cutAt], [2, cutAt, view.x1]]) {
    ctx.save();
    ctx.beginPath(); ctx.rect(from, view.y0, to - from, view.y1 - view.y0); ctx.clip();
    paint(side);
    ctx.restore();
  }
  return null;
}

function opacity(table, i, side) {
  if (state.compare || !table.alpha) return table.show[i] & side ? 1 : 0;
  return table.alpha[i];
}
const chosen = (table, i) => state.selected && state.selected.table === table.id && state.selected.i === i;
const anyChosen = () => Boolean(state.selected);

function* drawn(table, view, side) {
  for (let i = 0; i < table.n; i++) {
    const alpha = opacity(table, i, side), shape = table.shapes[i];
    if (alpha > 0.01 && shape && meets(shape.box, view)) yield [i, shape, alpha];
  }
}

function wholePath(shape, view) {
  const path = new Path2D();
  for (const line of shape.lines) trace(path, line, view, shape.kind === "A");
  return path;
}

const GROUND = {
  control(ctx, view, table, side) {
    for (const [i, shape, alpha] of drawn(table, view, side)) {
      const colour = sideColour(table.value("side", i)), path = wholePath(shape, view), style = sideStyle(table.value("side", i));
      const trust = table.value("confidence", i) ?? 0.8;
      ctx.fillStyle = colour; ctx.globalAlpha = alpha * head.style.fill_opacity * (0.75 + 0.35 * trust);
      ctx.fill(path, "evenodd");
      ctx.fillStyle = hatch(ctx, style ? style.hatch : "+", colour, view); ctx.globalAlpha = alpha * 0.26;
      ctx.fill(path, "evenodd");
      ctx.strokeStyle = colour; ctx.lineWidth = chosen(table, i) ? 3 : 1.1; ctx.globalAlpha = alpha * (chosen(table, i) ? 1 : 0.55);
      ctx.stroke(path);
      ctx.globalAlpha = 1;
      if (table.show[i] & side) hits.push({ table, i, path, area: true, side });
    }
  },
  changes(ctx, view, table, side) { // in the new holder's colour, edged in the old one's
    for (const [i, shape, alpha] of drawn(table, view, side)) {
      const now = sideColour(table.value("side_to", i)), was = sideColour(table.value("side_from", i)), path = wholePath(shape, view), strong = chosen(table, i);
      ctx.fillStyle = now; ctx.globalAlpha = alpha * 0.38; ctx.fill(path, "evenodd");
      ctx.lineJoin = "round"; ctx.globalAlpha = alpha * 0.9;
      ctx.strokeStyle = theme.halo; ctx.lineWidth = strong ? 6 : 3.4; ctx.stroke(path);
      ctx.strokeStyle = strong ? theme.ink : was; ctx.lineWidth = strong ? 2.6 : 1.5; ctx.setLineDash([5, 3]); ctx.stroke(path); ctx.setLineDash([]);
      ctx.globalAlpha = 1;
      if (table.show[i] & side) hits.push({ table, i, path, area: true, side });
    }
  },
  fronts(ctx, view, table, side) { // bands, then halos, then lines: pieces of one front join without seams
    const rows = [...drawn(table, view, side)].map(([i, shape, alpha]) => [i, wholePath(shape, view), alpha, shape]);
    if (!rows.length) return;
    ctx.lineJoin = ctx.lineCap = "round";
    bands(ctx, view, table, rows);
    const width = head.style.front_width, strong = rows.filter(([i]) => chosen(table, i));
    for (const [, path, alpha] of strong) { ctx.globalAlpha = alpha * 0.3; ctx.strokeStyle = theme.front; ctx.lineWidth = width + 11; ctx.stroke(path); }
    for (const [colour, wide, share] of [[theme.halo, width + 3, 0.85], [theme.front, width, 1]]) {
      ctx.strokeStyle = colour; ctx.lineWidth = wide;
      for (const [, path, alpha] of rows) { ctx.globalAlpha = alpha * share; ctx.stroke(path); }
    }
    for (const [i, path] of rows) if (table.show[i] & side) hits.push({ table, i, path, width: 10, side });
    ctx.globalAlpha = 1; ctx.lineCap = "butt";
  },
  corridors(ctx, view, table, side) {
    const [low, high] = head.style.corridor_width;
    for (const [i, shape, alpha] of drawn(table, view, side)) {
      const width = Math.min(high, low + 1.5 * (Math.sqrt(Math.max(1, table.value("evidence_count", i) || 1)) - 1));
      const status = table.value("status", i), style = own(head.style.corridors, status) || head.style.corridors.reported;
      const refuted = style.crossed || (listed(table.value("denied_by", i)).length > 0 && status === "closed");
      for (const line of shape.lines) {
        const points = shifted(smooth(line, view), (table.value("_lane", i) || 0) * (width + 5));
        corridor(ctx, points, { width, dash: style.dash, crossed: refuted, strong: chosen(table, i), alpha });
        if (table.show[i] & side) hits.push({ table, i, path: pathOf(points), width: Math.max(10, width + 6), side });
      }
    }
    ctx.globalAlpha = 1;
  },
  advances(ctx, view, table, side) {
    for (const [i, shape, alpha] of drawn(table, view, side)) {
      for (const line of shape.lines) {
        const points = smooth(line, view), path = blade(points, head.style.advance_width);
        ctx.globalAlpha = alpha; ctx.lineJoin = "round";
        ctx.strokeStyle = chosen(table, i) ? theme.ink : theme.halo; ctx.lineWidth = chosen(table, i) ? 5 : 3; ctx.stroke(path);
        ctx.fillStyle = sideColour(facetValue(FACETS[1], table, i)); ctx.fill(path);
        if (table.show[i] & side) hits.push({ table, i, path: pathOf(points), width: 14, side });
      }
    }
    ctx.globalAlpha = 1;
  },
};

// The uncertainty of all pieces as one even veil: drawn solid on a canvas of its own, laid down once.
const veil = document.createElement("canvas");
function bands(ctx, view, table, rows) {
  const canvas = ctx.canvas, pen = veil.getContext("2d");
  veil.width = canvas.width; veil.height = canvas.height;
  pen.setTransform(ctx.getTransform());
  pen.lineJoin = pen.lineCap = "round"; pen.strokeStyle = theme.front;
  let most = 0;
  for (const [i, path, alpha, shape] of rows) {
    const width = 2 * (table.value("uncertainty_km", i) || 0) * view.perKm((shape.box[1] + shape.box[3]) / 2);
    if (width < 4) continue;
    most = Math.max(most, alpha);
    pen.globalAlpha = 1; pen.lineWidth = width; pen.stroke(path);
  }
  if (!most) return;
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0); ctx.globalAlpha = most * head.style.band_opacity;
  ctx.drawImage(veil, 0, 0);
  ctx.restore();
}

function smooth(line, view) {
  const points = [];
  for (let k = 0; k < line.length; k += 2) {
    const x = view.px(line[k]), y = view.py(line[k + 1]), last = points[points.length - 1];
    if (!last || k === line.length - 2 || Math.hypot(x - last[0], y - last[1]) > 2) points.push([x, y]);
  }
  return points;
}

function shifted(points, by) {
  if (!by || points.length < 2) return points;
  return points.map(([x, y], k) => {
    const a = points[Math.max(0, k - 1)], b = points[Math.min(points.length - 1, k + 1)], length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const ease = Math.sin(Math.PI * clamp(k / (points.length - 1), 0, 1)) ** 0.5 * 0.75 + 0.25; // ends stay near their places
    return [x - ((b[1] - a[1]) / length) * by * ease, y + ((b[0] - a[0]) / length) * by * ease];
  });
}

function pathOf(points) {
  const path = new Path2D();
  points.forEach(([x, y], k) => (k ? path.lineTo(x, y) : path.moveTo(x, y)));
  return path;
}

const lengthOf = (points) => points.reduce((sum, p, k) => sum + (k ? Math.hypot(p[0] - points[k - 1][0], p[1] - points[k - 1][1]) : 0), 0);

function along(points, distance) { // point and direction
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1], points[k]], step = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (distance <= step || k === points.length - 1) {
      const t = step ? clamp(distance / step, 0, 1) : 0;
      return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, Math.atan2(b[1] - a[1], b[0] - a[0])];
    }
    distance -= step;
  }
  return [...points[0], 0];
}

function upTo(points, distance) {
  const kept = [points[0]];
  for (let k = 1; k < points.length; k++) {
    const step = Math.hypot(points[k][0] - points[k - 1][0], points[k][1] - points[k - 1][1]);
    if (distance <= step) { kept.push(along([points[k - 1], points[k]], distance).slice(0, 2)); break; }
    kept.push(points[k]); distance -= step;
  }
  return kept;
}

function arrowHead(ctx, [x, y, angle], size) {
  ctx.save(); ctx.translate(x, y); ctx.rotate(angle);
  ctx.beginPath(); ctx.moveTo(size * 0.9, 0); ctx.lineTo(-size * 0.7, size * 0.72); ctx.lineTo(-size * 0.3, 0); ctx.lineTo(-size * 0.7, -size * 0.72); ctx.closePath();
  ctx.fill(); ctx.restore();
}

function corridor(ctx, points, { width, dash, crossed, strong, alpha }) {
  if (points.length < 2) return;
  const length = lengthOf(points), size = 5.5 + width * 1.15, body = pathOf(upTo(points, Math.max(0, length - size * 0.6)));
  const colour = corridorColour();
  ctx.lineJoin = "round"; ctx.lineCap = "butt"; ctx.globalAlpha = alpha;
  ctx.setLineDash([]);
  if (strong) { ctx.globalAlpha = alpha; ctx.strokeStyle = theme.ink; ctx.lineWidth = width + 7; ctx.stroke(body); }
  ctx.strokeStyle = theme.halo; ctx.lineWidth = width + 3; ctx.globalAlpha = alpha * (strong ? 1 : 0.75); ctx.stroke(body);
  ctx.globalAlpha = alpha; ctx.strokeStyle = ctx.fillStyle = colour; ctx.lineWidth = width;
  ctx.setLineDash(dash.map((n, k) => (k % 2 ? n + width * 0.6 : Math.max(n, width * 0.9))));
  ctx.stroke(body);
  ctx.setLineDash([]);
  ctx.beginPath(); ctx.arc(points[0][0], points[0][1], Math.max(3, width * 0.8), 0, 7);
  ctx.fillStyle = theme.halo; ctx.fill(); ctx.lineWidth = 1.8; ctx.stroke();
  ctx.fillStyle = colour;
  for (let at = 90; at < length - 70; at += 150) arrowOn(ctx, along(points, at), width, colour);
  arrowHead(ctx, along(points, length - size * 0.6), size);
  if (crossed) for (const part of [0.25, 0.5, 0.75]) strike(ctx, along(points, length * part), width + 4);
}

function arrowOn(ctx, at, width, colour) {
  const size = 4 + width * 0.8;
  ctx.fillStyle = theme.halo; arrowHead(ctx, at, size + 2.2);
  ctx.fillStyle = colour; arrowHead(ctx, at, size);
}

function strike(ctx, [x, y], size) {
  ctx.beginPath();
  ctx.moveTo(x - size, y - size); ctx.lineTo(x + size, y + size); ctx.moveTo(x + size, y - size); ctx.lineTo(x - size, y + size);
  const colour = ctx.strokeStyle;
  ctx.lineCap = "round"; ctx.strokeStyle = theme.halo; ctx.lineWidth = 5; ctx.stroke();
  ctx.strokeStyle = colour; ctx.lineWidth = 2.2; ctx.stroke();
}

// An advance: a blade that widens from its origin to an arrow head.
function blade(points, width) {
  const length = lengthOf(points), tip = Math.min(18, length * 0.4), path = new Path2D(), left = [], right = [];
  const steps = 16;
  for (let k = 0; k <= steps; k++) {
    const [x, y, angle] = along(points, ((length - tip) * k) / steps), half = 0.6 + (width * k) / steps / 1.6;
    left.push([x + Math.sin(angle) * half, y - Math.cos(angle) * half]); right.push([x - Math.sin(angle) * half, y + Math.cos(angle) * half]);
    if (k === steps) {
      const wide = half + 4.5, end = along(points, length);
      left.push([x + Math.sin(angle) * wide, y - Math.cos(angle) * wide], [end[0], end[1]], [x - Math.sin(angle) * wide, y + Math.cos(angle) * wide]);
    }
  }
  [...left, ...right.reverse()].forEach(([x, y], k) => (k ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
  return path;
}

// A place known only to some kilometres is an area, not a pin.
const PIN_KM = 8;
const WIDE_KM = 160; // a whole country is not drawn as a circle unless it is chosen: the dashed ring on the symbol says enough
function uncertain(ctx, view, table, side) {
  if (!["events", "control_claims", "mentions"].includes(table.id) || !table.on || (table.id === "mentions" && table.shown > 3000)) return;
  const seen = new Set(), crowded = vagueInView(table, view, side) > 50; // too many would hide the map: then only the chosen one
  for (let i = 0; i < table.n; i++) {
    if (crowded && !chosen(table, i)) continue;
    const alpha = opacity(table, i, side);
    if (alpha < 0.02) continue;
    const shape = outlineOf(table, i), km = table.radius[i], strong = chosen(table, i);
    if (!(shape && shape.kind === "A") && km < PIN_KM && !strong) continue;
    const size = km * view.perKm(table.my[i]), key = `${table.mx[i]},${table.my[i]},${km}`;
    if (!strong && (seen.has(key) || size < 14 || size > 150 || km > WIDE_KM)) continue;
    seen.add(key);
    const path = shape && shape.kind === "A" ? wholePath(shape, view) : new Path2D();
    if (!(shape && shape.kind === "A")) path.arc(view.px(table.mx[i]), view.py(table.my[i]), Math.max(size, 1), 0, 7);
    ctx.globalAlpha = alpha * (strong ? 0.1 : 0.045); ctx.fillStyle = theme.ink; ctx.fill(path, "evenodd");
    ctx.globalAlpha = alpha * (strong ? 1 : 0.4); ctx.strokeStyle = theme.ink; ctx.lineWidth = strong ? 1.8 : 1;
    ctx.setLineDash([3, 4]); ctx.stroke(path); ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}

// The outline of a thing's place: its own, or that of a mention of the very same place.
let outlinesByPlace = null;
function outlineOf(table, i) {
  if (table.shapes[i] || !byId.mentions) return table.shapes[i];
  const key = (from, k) => `${from.value("place_id", k)} ${from.lon[k].toFixed(3)} ${from.lat[k].toFixed(3)}`;
  if (!outlinesByPlace) {
    outlinesByPlace = new Map();
    byId.mentions.shapes.forEach((shape, k) => { if (shape && shape.kind === "A") outlinesByPlace.set(key(byId.mentions, k), shape); });
  }
  return outlinesByPlace.get(key(table, i));
}

function vagueInView(table, view, side) {
  const seen = new Set();
  for (let i = 0; i < table.n && seen.size <= 50; i++) if (table.show[i] & side && table.radius[i] >= PIN_KM && inView(table, i, view)) seen.add(table.mx[i] + table.my[i] * 7);
  return seen.size;
}
