// The time band: one control for all layers. Range with two handles, histogram, play, step, undated chip.
const UNITS = ["day", "week", "month", "year"];
let bins = [], playing = 0;

function startOf(day, unit) {
  const [y, m] = ymd(day);
  if (unit === "year") return dayOf(y, 0, 1);
  if (unit === "month") return dayOf(y, m, 1);
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday; weeks begin on Monday
  return day;
}
function stepFrom(day, unit, by) {
  const [y, m, d] = ymd(day);
  if (unit === "year") return dayOf(y + by, m, Math.min(d, 28));
  if (unit === "month") return dayOf(y, m + by, Math.min(d, new Date(Date.UTC(y, m + by + 1, 0)).getUTCDate()));
  return day + by * (unit === "week" ? 7 : 1);
}

function spanOfAll() {
  let low = Infinity, high = -Infinity;
  for (const table of tables) {
    if (table.id === "mentions" || table.id === "places") continue;
    for (let i = 0; i < table.n; i++) if (table.ds[i] !== NONE) { low = Math.min(low, table.ds[i]); high = Math.max(high, table.de[i]); }
  }
  return low === Infinity ? null : [low, high];
}

function prepareTime() {
  state.full = spanOfAll();
  if (!state.full) return;
  state.range = [...state.full];
  const days = state.full[1] - state.full[0] + 1;
  state.step = days <= 45 ? "day" : days <= 400 ? "week" : days <= 4000 ? "month" : "year";
  const unit = days <= 150 ? "day" : days <= 900 ? "week" : days <= 5000 ? "month" : "year";
  for (let at = startOf(state.full[0], unit); at <= state.full[1]; at = stepFrom(at, unit, 1)) bins.push({ from: at, to: stepFrom(at, unit, 1) - 1, count: 0 });
}

const timeShare = (day) => (day - state.full[0]) / (state.full[1] + 1 - state.full[0]);
const dayAt = (share) => clamp(Math.floor(state.full[0] + share * (state.full[1] + 1 - state.full[0])), ...state.full);

function binIndex(day) {
  let low = 0, high = bins.length - 1;
  while (low < high) { const mid = (low + high + 1) >> 1; if (bins[mid].from <= day) low = mid; else high = mid - 1; }
  return low;
}

function countBins() {
  for (const bin of bins) bin.count = 0;
  const table = byId.events;
  if (!table || !table.on) return;
  for (let i = 0; i < table.n; i++) {
    if (table.ds[i] === NONE || !table.pass[i]) continue;
    const a = binIndex(table.ds[i]), b = binIndex(table.de[i]), share = table.weight[i] / (b - a + 1);
    for (let k = a; k <= b; k++) bins[k].count += share; // an interval counts a part in each
  }
}

function paintTime() {
  const canvas = $("#bars"), box = canvas.getBoundingClientRect(), dpr = window.devicePixelRatio || 1;
  if (!state.full || !box.width) return;
  canvas.width = Math.round(box.width * dpr); canvas.height = Math.round(box.height * dpr);
  const ctx = canvas.getContext("2d"), wide = box.width, tall = box.height - 16;
  ctx.scale(dpr, dpr);
  countBins();
  const top = bins.reduce((most, bin) => Math.max(most, bin.count), 0) || 1, days = state.full[1] + 1 - state.full[0];
  for (const bin of bins) {
    const a = ((Math.max(bin.from, state.full[0]) - state.full[0]) / days) * wide, b = ((Math.min(bin.to, state.full[1]) + 1 - state.full[0]) / days) * wide;
    const inside = bin.to >= state.range[0] && bin.from <= state.range[1], high = bin.count ? Math.max(2, (bin.count / top) * (tall - 4)) : 0;
    ctx.fillStyle = inside ? theme.accent : theme.border;
    ctx.fillRect(a + 0.5, tall - high, Math.max(1, b - a - 1), high);
  }
  ctx.fillStyle = theme.border; ctx.fillRect(0, tall, wide, 1);
  paintTicks(ctx, wide, tall, days);
  paintPictures(ctx, wide, tall);
}

function paintTicks(ctx, wide, tall, days) {
  ctx.font = `11px ${theme.font}`; ctx.fillStyle = theme.name; ctx.textBaseline = "top"; ctx.textAlign = "left";
  const unit = days > 1200 ? "year" : days > 50 ? "month" : days > 16 ? "week" : "day";
  let last = -Infinity;
  for (let at = startOf(state.full[0], unit); at <= state.full[1]; at = stepFrom(at, unit, 1)) {
    const x = timeShare(at) * wide, [y, m, d] = ymd(at);
    if (x < 0) continue;
    ctx.fillRect(Math.round(x), tall, 1, 4);
    const text = unit === "year" ? String(y) : unit === "month" ? (m === 0 || last === -Infinity ? `${MONTHS[m].slice(0, 3)} ${y}` : MONTHS[m].slice(0, 3)) : `${d} ${MONTHS[m].slice(0, 3)}`;
    const needs = ctx.measureText(text).width;
    if (x - last < 14 || x + needs > wide) continue;
    ctx.fillText(text, x + 3, tall + 4);
    last = x + 3 + needs;
  }
}

function paintPictures(ctx, wide, tall) { // a small diamond where a picture of control begins
  for (const id of ["control", "fronts"]) {
    if (!byId[id] || !byId[id].starts) continue;
    ctx.fillStyle = theme.ink;
    for (const day of byId[id].starts) {
      const x = clamp(timeShare(day) * wide, 4, wide - 4);
      ctx.beginPath(); ctx.moveTo(x, tall - 4); ctx.lineTo(x + 4, tall); ctx.lineTo(x, tall + 4); ctx.lineTo(x - 4, tall); ctx.fill();
    }
  }
}

function setRange(from, to, quiet) {
  if (!state.full) return;
  const [a, b] = [clamp(Math.min(from, to), ...state.full), clamp(Math.max(from, to), ...state.full)];
  if (a === state.range[0] && b === state.range[1]) return;
  state.range = [a, b];
  changed();
  if (!quiet) $("#range-said").textContent = rangeText();
}

function rangeText() {
  if (!state.full) return "No dates";
  if (state.compare) return `${human(state.range[0], true)}  |  ${human(state.range[1], true)}`;
  return period(...state.range, true);
}

function shift(by) {
  const [a, b] = state.range, whole = a === state.full[0] && b === state.full[1];
  if (whole) { const at = by > 0 ? startOf(state.full[0], state.step) : startOf(state.full[1], state.step); return setRange(at, stepFrom(at, state.step, 1) - 1); }
  if (state.grow) return setRange(state.full[0], stepFrom(b, state.step, by));
  const next = stepFrom(a, state.step, by), end = next + (b - a);
  if (state.step === "month" && a === startOf(a, "month") && b === stepFrom(a, "month", 1) - 1) return setRange(next, stepFrom(next, "month", 1) - 1);
  if (end > state.full[1]) return setRange(state.full[1] - (b - a), state.full[1]);
  if (next < state.full[0]) return setRange(state.full[0], state.full[0] + (b - a));
  return setRange(next, end);
}

function play(on = !playing) {
  clearTimeout(playing);
  playing = 0;
  const button = $("#play");
  button.replaceChildren(icon(on ? "pause" : "play"));
  button.setAttribute("aria-label", on ? "Pause" : "Play");
  if (!on || !state.full) return;
  if (state.range[1] >= state.full[1]) {
    const at = state.full[0], span = state.range[0] === state.full[0] ? stepFrom(at, state.step, 1) - 1 - at : state.range[1] - state.range[0];
    setRange(at, at + span, true);
  }
  const tick = () => {
    if (state.range[1] >= state.full[1]) return play(false);
    if (state.grow) setRange(state.full[0], stepFrom(state.range[1], state.step, 1), true); else shift(1);
    playing = setTimeout(tick, 900 / state.speed);
    return null;
  };
  playing = setTimeout(tick, 900 / state.speed);
}

const snapped = (day, end) => (end ? stepFrom(startOf(day, state.step), state.step, 1) - 1 : startOf(day, state.step));

function placeHandles() {
  if (!state.full) return;
  const [a, b] = [timeShare(state.range[0]), timeShare(state.range[1] + 1)];
  const brush = $("#brush");
  brush.style.left = a * 100 + "%"; brush.style.width = (b - a) * 100 + "%";
  for (const [id, day] of [["#from", state.range[0]], ["#to", state.range[1]]]) {
    const handle = $(id);
    handle.style.left = (id === "#from" ? a : b) * 100 + "%";
    handle.setAttribute("aria-valuemin", state.full[0]); handle.setAttribute("aria-valuemax", state.full[1]);
    handle.setAttribute("aria-valuenow", day); handle.setAttribute("aria-valuetext", human(day));
  }
  $("#range-text").textContent = rangeText();
  const undated = tables.reduce((sum, table) => sum + (table.id === "places" || table.id === "mentions" || !table.on ? 0 : table.undated), 0);
  const chip = $("#undated");
  chip.hidden = !undated;
  chip.setAttribute("aria-pressed", String(state.undated));
  chip.replaceChildren(`Undated`, el("b", { text: number(undated) }));
  $("#all-time").disabled = state.range[0] === state.full[0] && state.range[1] === state.full[1];
}

function dragTime() {
  const track = $("#track");
  let grab = null;
  const at = (event) => { const box = track.getBoundingClientRect(); return dayAt(clamp((event.clientX - box.left) / box.width, 0, 0.99999)); };
  const free = (event) => event.altKey || event.shiftKey;
  track.addEventListener("pointerdown", (event) => {
    if (!state.full || event.button) return;
    play(false);
    const day = at(event), handle = event.target.closest("#from, #to"), whole = state.range[0] === state.full[0] && state.range[1] === state.full[1];
    if (handle) { grab = { kind: handle.id }; handle.focus(); }
    else if (event.target.closest("#brush") && !whole) grab = { kind: "move", day, range: [...state.range] };
    else grab = { kind: "new", day };
    track.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  track.addEventListener("pointermove", (event) => {
    if (!grab) return;
    const day = at(event);
    if (grab.kind === "from") setRange(Math.min(free(event) ? day : snapped(day), state.range[1]), state.range[1], true);
    else if (grab.kind === "to") setRange(state.range[0], Math.max(free(event) ? day : snapped(day, true), state.range[0]), true);
    else if (grab.kind === "new") setRange(free(event) ? Math.min(day, grab.day) : snapped(Math.min(day, grab.day)), free(event) ? Math.max(day, grab.day) : snapped(Math.max(day, grab.day), true), true);
    else {
      const span = grab.range[1] - grab.range[0], from = clamp(grab.range[0] + day - grab.day, state.full[0], state.full[1] - span);
      setRange(from, from + span, true);
    }
  });
  const drop = (event) => {
    if (grab && grab.kind === "new" && event.type === "pointerup") { const day = at(event); if (day === grab.day) setRange(snapped(day), snapped(day, true)); }
    grab = null;
  };
  track.addEventListener("pointerup", drop);
  track.addEventListener("pointercancel", drop);
}

function keysOnHandle(event) {
  const end = event.currentTarget.id === "to", day = state.range[end ? 1 : 0];
  const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 4, PageDown: -4 }[event.key];
  let next = null;
  if (by) next = event.shiftKey ? day + by : end ? stepFrom(startOf(day + 1, state.step), state.step, by) - 1 : stepFrom(startOf(day, state.step), state.step, by);
  if (event.key === "Home") next = state.full[0];
  if (event.key === "End") next = state.full[1];
  if (next === null) return;
  event.preventDefault(); event.stopPropagation();
  setRange(end ? state.range[0] : Math.min(next, state.range[1]), end ? Math.max(next, state.range[0]) : state.range[1]);
}

function startTime() {
  const band = $("#time");
  if (!state.full) {
    band.classList.add("empty");
    $("#range-text").textContent = "No dated events: everything is shown";
    return;
  }
  $("#play").replaceChildren(icon("play")); $("#step-back").replaceChildren(icon("prev")); $("#step-on").replaceChildren(icon("next"));
  $("#play").addEventListener("click", () => play());
  $("#step-back").addEventListener("click", () => { play(false); shift(-1); });
  $("#step-on").addEventListener("click", () => { play(false); shift(1); });
  $("#all-time").addEventListener("click", () => { play(false); setRange(...state.full); });
  $("#undated").addEventListener("click", () => { state.undated = !state.undated; changed(); });
  $("#unit").addEventListener("change", (event) => { state.step = event.target.value; changed(); });
  $("#speed").addEventListener("change", (event) => { state.speed = Number(event.target.value); });
  $("#grow").addEventListener("change", (event) => { state.grow = event.target.checked; changed("view"); });
  for (const id of ["#from", "#to"]) $(id).addEventListener("keydown", keysOnHandle);
  dragTime();
  watch(() => { $("#unit").value = state.step; $("#grow").checked = state.grow; placeHandles(); paintTime(); });
  new ResizeObserver(() => paintTime()).observe($("#track"));
}
