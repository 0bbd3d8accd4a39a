// Events as symbols, grouped where they crowd; chokepoints, claims, places and mentions as small marks.
let marks = []; // {x, y, r, table, rows} in layer points
const CELL = 46;
const outlines = {};
const sprites = new Map();

function outline(name) {
  return (outlines[name] ||= head.style.shapes[name].map(([x, y]) => [x, -y]));
}
function shapePath(ctx, name, x, y, r) {
  ctx.beginPath();
  outline(name).forEach(([dx, dy], k) => (k ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
  ctx.closePath();
}

// Solid: told as fact. Hollow: claimed, planned. Struck through: denied or contested.
function manner(table, i) {
  const stance = table.value("stance", i);
  if (stance === "denied" || table.value("claim_status", i) === "contested" || listed(table.value("denied_by", i)).length) return "struck";
  return stance === "alleged" || stance === "planned" ? "hollow" : "solid";
}

function symbol(ctx, name, x, y, r, { colour, how = "solid", vague = false }) {
  ctx.lineJoin = "round";
  shapePath(ctx, name, x, y, r);
  ctx.strokeStyle = theme.halo; ctx.lineWidth = 4; ctx.stroke();
  ctx.fillStyle = how === "solid" ? colour : theme.halo; ctx.fill();
  ctx.strokeStyle = colour; ctx.lineWidth = how === "solid" ? 1 : 1.8; ctx.stroke();
  if (how === "struck") {
    ctx.beginPath(); ctx.moveTo(x - r * 1.15, y + r * 1.15); ctx.lineTo(x + r * 1.15, y - r * 1.15);
    ctx.strokeStyle = theme.halo; ctx.lineWidth = 4; ctx.stroke();
    ctx.strokeStyle = colour; ctx.lineWidth = 1.8; ctx.stroke();
  }
  if (vague) {
    ctx.beginPath(); ctx.arc(x, y, r + 5, 0, 7); ctx.setLineDash([2.5, 3]);
    ctx.strokeStyle = theme.halo; ctx.lineWidth = 3.2; ctx.setLineDash([]); ctx.stroke();
    ctx.setLineDash([2.5, 3]); ctx.strokeStyle = colour; ctx.lineWidth = 1.2; ctx.stroke(); ctx.setLineDash([]);
  }
}

const eventColour = (i) => { const side = facetValue(FACETS[1], byId.events, i); return side && sideStyle(side) ? sideColour(side) : theme.ink; };

function paintMarks(ctx, view) {
  marks = [];
  eachPicture(ctx, view, (side) => {
    if (byId.places) dots(ctx, view, byId.places, side, theme["name-strong"], 2.4);
    if (byId.mentions) dots(ctx, view, byId.mentions, side, theme.accent, 3);
    if (byId.control_claims) flags(ctx, view, byId.control_claims, side);
    if (byId.chokepoints) bottlenecks(ctx, view, byId.chokepoints, side);
    if (byId.events) events(ctx, view, byId.events, side);
    for (const table of tables) if (!KNOWN.has(table.id)) dots(ctx, view, table, side, theme.ink, 4);
  });
}
const AREAS = new Set(["country", "continent", "region", "sea", "lake", "river", "coast"]);
const KNOWN = new Set(["places", "mentions", "control_claims", "events", "control", "fronts", "corridors", "advances", "changes", "chokepoints"]);

function inView(table, i, view) {
  return table.mx[i] >= view.mercator[0] && table.mx[i] <= view.mercator[2] && table.my[i] >= view.mercator[1] && table.my[i] <= view.mercator[3];
}

function dots(ctx, view, table, side, colour, r) {
  const seen = new Map();
  for (let i = 0; i < table.n; i++) {
    if (!(table.show[i] & side) || !inView(table, i, view)) continue;
    if (table.id === "places" && !chosen(table, i) && AREAS.has(table.value("feature", i))) continue; // their names are written, a dot would lie
    const x = view.px(table.mx[i]), y = view.py(table.my[i]), key = Math.round(x / 5) * 1e6 + Math.round(y / 5);
    if (seen.has(key)) { seen.get(key).rows.push(i); continue; }
    const mark = { x, y, r: r + 2, table, rows: [i], side, small: true };
    seen.set(key, mark); marks.push(mark);
  }
  ctx.lineWidth = 1.4;
  for (const mark of seen.values()) {
    ctx.beginPath(); ctx.arc(mark.x, mark.y, r, 0, 7);
    ctx.fillStyle = theme.halo; ctx.fill();
    ctx.strokeStyle = colour; ctx.stroke();
    if (mark.rows.some((i) => chosen(table, i))) { ringed(ctx, { x: mark.x, y: mark.y, r }); ctx.lineWidth = 1.4; }
  }
}

// Who is said to hold a place: a shield in the side's colour; hollow when lost, split when contested, ringed when besieged.
function flags(ctx, view, table, side) {
  for (let i = 0; i < table.n; i++) {
    const alpha = opacity(table, i, side);
    if (alpha < 0.02 || !inView(table, i, view)) continue;
    const x = view.px(table.mx[i]), y = view.py(table.my[i]), r = 5.5, status = table.value("status", i);
    const colour = sideColour(table.value("side", i));
    ctx.globalAlpha = alpha; ctx.beginPath();
    ctx.moveTo(x - r, y - r); ctx.lineTo(x + r, y - r); ctx.lineTo(x + r, y + r * 0.2); ctx.lineTo(x, y + r * 1.25); ctx.lineTo(x - r, y + r * 0.2); ctx.closePath();
    ctx.strokeStyle = theme.halo; ctx.lineWidth = 4; ctx.stroke();
    ctx.fillStyle = status === "lost" ? theme.halo : colour; ctx.fill();
    if (status === "contested") { ctx.save(); ctx.clip(); ctx.fillStyle = theme.halo; ctx.fillRect(x, y - r * 2, r * 2, r * 4); ctx.restore(); }
    ctx.strokeStyle = colour; ctx.lineWidth = 1.6; ctx.stroke();
    if (status === "besieged") { ctx.beginPath(); ctx.arc(x, y, r + 4.5, 0, 7); ctx.setLineDash([3, 2.5]); ctx.lineWidth = 1.6; ctx.stroke(); ctx.setLineDash([]); }
    ctx.globalAlpha = 1;
    if (chosen(table, i)) ringed(ctx, { x, y, r });
    if (table.show[i] & side) marks.push({ x, y, r: r + 3, table, rows: [i], side });
  }
}

// Where corridors squeeze through: solid where one of them has no other way, hollow where all can go round.
const cutsOff = (table, i) => listed(table.value("closes", i)).length > 0;
function bottlenecks(ctx, view, table, side) {
  for (let i = table.n - 1; i >= 0; i--) { // most evidence on top
    const alpha = opacity(table, i, side);
    if (alpha < 0.02 || !inView(table, i, view)) continue;
    const x = view.px(table.mx[i]), y = view.py(table.my[i]), r = Math.min(10, 5.5 + 1.2 * Math.sqrt(table.value("evidence_count", i) || 1)) * theme.unit;
    ctx.globalAlpha = alpha;
    symbol(ctx, "hourglass", x, y, r, { colour: corridorColour(), how: cutsOff(table, i) ? "solid" : "hollow" });
    ctx.globalAlpha = 1;
    if (chosen(table, i)) ringed(ctx, { x, y, r });
    if (table.show[i] & side) marks.push({ x, y, r: r + 3, table, rows: [i], side });
  }
}

function groupsOf(table, view, side) {
  const cells = new Map();
  for (let i = 0; i < table.n; i++) {
    if (!(table.show[i] & side) || !inView(table, i, view)) continue;
    const wx = table.mx[i] * view.scale, wy = table.my[i] * view.scale, key = Math.floor(wx / CELL) * 4194304 + Math.floor(wy / CELL);
    let group = cells.get(key);
    if (!group) cells.set(key, (group = { key, sx: 0, sy: 0, weight: 0, rows: [] }));
    group.sx += wx; group.sy += wy; group.weight += table.weight[i]; group.rows.push(i);
  }
  for (const group of cells.values()) settle(group, view);
  return merged(cells, view);
}

function settle(group, view) {
  group.x = group.sx / group.rows.length - view.ox; group.y = group.sy / group.rows.length - view.oy;
  group.r = group.weight > 1 ? Math.min(22, 9 + 2.1 * Math.log2(group.weight)) * theme.unit : 7 * theme.unit;
}

// Neighbours that would overlap become one, biggest first; twice, as groups move and grow when they take others in.
function merged(cells, view) {
  let groups = [...cells.values()];
  for (let pass = 0; pass < 3; pass++) {
    const before = groups.length;
    groups = mergeOnce(groups, view);
    if (groups.length === before) break;
  }
  return groups;
}

function mergeOnce(groups, view) {
  const near = new Map(), cell = (v) => Math.floor(v / 50), order = groups.sort((a, b) => b.rows.length - a.rows.length || a.key - b.key);
  for (const group of order) {
    const key = cell(group.x) * 65536 + cell(group.y);
    if (!near.has(key)) near.set(key, []);
    near.get(key).push(group);
  }
  for (const group of order) {
    if (group.gone) continue;
    const cx = cell(group.x), cy = cell(group.y);
    for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) for (const other of near.get((cx + dx) * 65536 + cy + dy) || []) {
      if (other === group || other.gone || Math.hypot(group.x - other.x, group.y - other.y) > (group.r + other.r) * 0.9) continue;
      group.sx += other.sx; group.sy += other.sy; group.weight += other.weight;
      for (const row of other.rows) group.rows.push(row);
      other.gone = true; settle(group, view);
    }
  }
  return order.filter((group) => !group.gone);
}

function events(ctx, view, table, side) {
  const groups = groupsOf(table, view, side).sort((a, b) => a.weight - b.weight || a.key - b.key);
  if (table.alpha && !state.compare) leaving(ctx, view, table);
  for (const group of groups) {
    const strong = state.selected && state.selected.table === "events" && group.rows.includes(state.selected.i);
    const vague = group.rows.every((i) => table.radius[i] >= PIN_KM);
    if (group.weight > 1) cluster(ctx, table, group, vague);
    else {
      const i = group.rows[0];
      ctx.globalAlpha = table.alpha && !state.compare ? table.alpha[i] : 1;
      symbol(ctx, eventStyle(table.value("type", i)).shape, group.x, group.y, 6.6 * theme.unit, { colour: eventColour(i), how: manner(table, i), vague });
      ctx.globalAlpha = 1;
    }
    if (strong) ringed(ctx, group);
    marks.push({ x: group.x, y: group.y, r: group.r + 3, table, rows: group.rows, side, weight: group.weight });
  }
}

function ringed(ctx, { x, y, r }) { // the chosen mark
  for (const [colour, width] of [[theme.halo, 7], [theme.ink, 2.6]]) { ctx.beginPath(); ctx.arc(x, y, r + 6, 0, 7); ctx.strokeStyle = colour; ctx.lineWidth = width; ctx.stroke(); }
}

function leaving(ctx, view, table) {
  for (let i = 0; i < table.n; i++) {
    if (table.show[i] || table.alpha[i] < 0.03 || !inView(table, i, view)) continue;
    ctx.globalAlpha = table.alpha[i] * 0.8;
    symbol(ctx, eventStyle(table.value("type", i)).shape, view.px(table.mx[i]), view.py(table.my[i]), 6.6, { colour: eventColour(i), how: manner(table, i) });
  }
  ctx.globalAlpha = 1;
}

// A group: its count, in a ring that shows how the sides share it.
function cluster(ctx, table, group, vague) {
  const shares = new Map();
  for (const i of group.rows) { const colour = eventColour(i); shares.set(colour, (shares.get(colour) || 0) + table.weight[i]); }
  const { x, y, r } = group;
  ctx.beginPath(); ctx.arc(x, y, r + 1.6, 0, 7); ctx.fillStyle = theme.halo; ctx.fill();
  let from = -Math.PI / 2;
  ctx.lineWidth = 3.2; ctx.lineCap = "butt";
  for (const [colour, weight] of [...shares].sort((a, b) => b[1] - a[1])) {
    const to = from + (weight / group.weight) * Math.PI * 2;
    ctx.beginPath(); ctx.arc(x, y, r - 1.2, from, to); ctx.strokeStyle = colour; ctx.stroke();
    from = to;
  }
  if (vague) { ctx.beginPath(); ctx.arc(x, y, r + 4.5, 0, 7); ctx.setLineDash([2.5, 3]); ctx.lineWidth = 1.2; ctx.strokeStyle = theme.ink; ctx.stroke(); ctx.setLineDash([]); }
  ctx.fillStyle = theme.ink; ctx.font = `600 ${(r > 17 * theme.unit ? 13 : 11.5) * theme.unit}px ${theme.font}`; ctx.textAlign = "center"; ctx.textBaseline = "middle";
  const count = Math.round(group.weight);
  ctx.fillText(count >= 10000 ? `${Math.round(count / 1000)}k` : count >= 1000 ? `${(count / 1000).toFixed(1)}k` : String(count), x, y + 0.5);
}
