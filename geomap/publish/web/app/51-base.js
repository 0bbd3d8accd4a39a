// The base map: land, coasts, borders, graticule; quiet, so that the data speak.
let base = null;

function buildBase(raw) {
  const arcs = raw.arcs.map((steps) => decodeLine(steps, raw.scale));
  const boxes = arcs.map((arc) => boxOf([arc]));
  const rings = [], countries = [];
  for (const country of raw.countries) {
    let best = null;
    for (const polygon of country.polygons) {
      const ring = { outer: polygon[0], all: polygon, turns: polygon.map((part) => turnsOf(part, arcs)) };
      ring.box = unionBox(polygon[0].map((a, k) => { const box = boxes[a < 0 ? ~a : a], turn = ring.turns[0][k]; return [box[0] + turn, box[1], box[2] + turn, box[3]]; }));
      const home = Math.floor((ring.box[0] + ring.box[2]) / 2); // a ring that starts beyond the antimeridian comes home
      if (home) { ring.turns = ring.turns.map((part) => part.map((turn) => turn - home)); ring.box = [ring.box[0] - home, ring.box[1], ring.box[2] - home, ring.box[3]]; }
      rings.push(ring);
      const size = (ring.box[2] - ring.box[0]) * (ring.box[3] - ring.box[1]);
      if (!best || size > best.size) best = { ring, size };
    }
    if (best && country.name) countries.push({ name: country.name, box: best.ring.box, spans: spansAcross(best.ring, arcs) });
  }
  base = { arcs, boxes, kinds: raw.kinds, rings, countries, source: raw.source };
}

const unionBox = (boxes) => boxes.reduce((u, b) => [Math.min(u[0], b[0]), Math.min(u[1], b[1]), Math.max(u[2], b[2]), Math.max(u[3], b[3])], [Infinity, Infinity, -Infinity, -Infinity]);

// Arcs may lie a whole turn of the world apart where a country crosses the antimeridian: how far to shift each.
function turnsOf(ring, arcs) {
  let last = null;
  return ring.map((a) => {
    const arc = arcs[a < 0 ? ~a : a], first = a < 0 ? arc[arc.length - 2] : arc[0], end = a < 0 ? arc[0] : arc[arc.length - 2];
    const turn = last === null ? 0 : Math.round(last - first);
    last = end + turn;
    return turn;
  });
}

function ringPoints(ring, arcs) {
  const points = [];
  ring.outer.forEach((a, n) => {
    const arc = arcs[a < 0 ? ~a : a], turn = ring.turns[0][n];
    if (a >= 0) for (let k = 0; k < arc.length; k += 2) points.push([arc[k] + turn, arc[k + 1]]);
    else for (let k = arc.length - 2; k >= 0; k -= 2) points.push([arc[k] + turn, arc[k + 1]]);
  });
  return points;
}

// Stretches of land on lines across a country, the widest near its middle first: room for its name.
function spansAcross(ring, arcs) {
  const points = ringPoints(ring, arcs), [, y0, , y1] = ring.box, spans = [];
  for (let step = 1; step <= 23; step++) {
    const y = y0 + ((y1 - y0) * step) / 24, cuts = [];
    for (let k = 0, j = points.length - 1; k < points.length; j = k++) {
      const [ax, ay] = points[j], [bx, by] = points[k];
      if (ay > y !== by > y) cuts.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    }
    cuts.sort((a, b) => a - b);
    for (let k = 0; k + 1 < cuts.length; k += 2) spans.push({ a: cuts[k], b: cuts[k + 1], y, score: (cuts[k + 1] - cuts[k]) * (1 - Math.abs(step - 12) / 20) });
  }
  return spans.sort((p, q) => q.score - p.score).slice(0, 16);
}

function traceRing(path, ring, turns, view) {
  let first = true;
  for (let m = 0; m < ring.length; m++) {
    const a = ring[m], arc = base.arcs[a < 0 ? ~a : a], back = a < 0, turn = turns[m];
    let lastX = Infinity, lastY = Infinity;
    for (let n = 0; n < arc.length; n += 2) {
      const k = back ? arc.length - 2 - n : n, x = view.px(arc[k] + turn), y = view.py(arc[k + 1]);
      if (n && n < arc.length - 2 && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7) continue;
      if (first) path.moveTo(x, y); else path.lineTo(x, y);
      first = false; lastX = x; lastY = y;
    }
  }
  path.closePath();
}

function paintBase(ctx, view) {
  ctx.fillStyle = theme.sea;
  ctx.fillRect(view.x0, view.y0, view.x1 - view.x0, view.y1 - view.y0);
  if (!base) return;
  for (const world of [-1, 0, 1]) {
    const shift = world * view.scale;
    if (view.px(world - 0.2) > view.x1 || view.px(world + 1.2) < view.x0) continue;
    const there = { ...view, px: (mx) => view.px(mx) + shift, mercator: [view.mercator[0] - world, view.mercator[1], view.mercator[2] - world, view.mercator[3]] };
    const land = new Path2D();
    for (const ring of base.rings) if (meets(ring.box, there)) ring.all.forEach((part, k) => traceRing(land, part, ring.turns[k], there));
    const lines = [0, 1, 2, 3].map(() => new Path2D());
    base.arcs.forEach((arc, k) => { if (meets(base.boxes[k], there)) trace(lines[base.kinds[k]], arc, there); });
    ctx.lineJoin = "round"; ctx.strokeStyle = theme.shore; // shallow water along the coast
    for (const width of [11, 5]) { ctx.lineWidth = width; ctx.stroke(lines[0]); }
    ctx.fillStyle = theme.land;
    ctx.fill(land, "evenodd");
    if (!world) graticule(ctx, there);
    const pens = [[theme.coast, 0.8, []], [theme.border, view.zoom < 4 ? 0.7 : 1, []], [theme.disputed, 1, [4, 3]]];
    lines.slice(0, 3).forEach((path, k) => {
      [ctx.strokeStyle, ctx.lineWidth] = pens[k];
      ctx.setLineDash(pens[k][2]);
      ctx.stroke(path);
    });
    ctx.setLineDash([]);
  }
}

function gridStep(zoom) { return [30, 20, 20, 10, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.1, 0.05, 0.02, 0.01][clamp(Math.round(zoom), 0, 14)]; }

function graticule(ctx, view) {
  const step = gridStep(view.zoom), path = new Path2D();
  const west = view.mercator[0] * 360 - 180, east = view.mercator[2] * 360 - 180;
  for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
    const x = Math.round(view.px(mercX(lon))) + 0.5;
    path.moveTo(x, view.y0); path.lineTo(x, view.y1);
  }
  const south = latOf(view.mercator[3]), north = latOf(view.mercator[1]);
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
    const y = Math.round(view.py(mercY(lat))) + 0.5;
    path.moveTo(view.x0, y); path.lineTo(view.x1, y);
  }
  ctx.strokeStyle = theme.grid; ctx.lineWidth = 0.6; ctx.setLineDash([]);
  ctx.stroke(path);
}
