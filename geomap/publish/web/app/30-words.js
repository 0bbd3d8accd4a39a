// Words and days: what a reader sees instead of codes and bare numbers.
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const ymd = (day) => { const d = new Date(day * DAY); return [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()]; };
const dayOf = (y, m, d) => Math.round(Date.UTC(y, m, d) / DAY);
const iso = (day) => (day === NONE || day === null ? "" : new Date(day * DAY).toISOString().slice(0, 10));
const fromIso = (text) => { const at = Date.parse(text + "T00:00:00Z"); return Number.isNaN(at) ? null : Math.round(at / DAY); };
const human = (day, short) => { const [y, m, d] = ymd(day); return `${d} ${short ? MONTHS[m].slice(0, 3) : MONTHS[m]} ${y}`; };

function period(a, b, short) {
  if (a === NONE || a === null) return "No date";
  const [y1, m1, d1] = ymd(a), [y2, m2, d2] = ymd(b);
  const name = (m) => (short ? MONTHS[m].slice(0, 3) : MONTHS[m]);
  if (a === b) return human(a, short);
  const last = new Date(Date.UTC(y2, m2 + 1, 0)).getUTCDate();
  if (d1 === 1 && m1 === 0 && m2 === 11 && d2 === 31) return y1 === y2 ? String(y1) : `${y1}–${y2}`;
  if (d1 === 1 && d2 === last && y1 === y2) return m1 === m2 ? `${name(m1)} ${y1}` : `${name(m1)} – ${name(m2)} ${y1}`;
  if (y1 === y2 && m1 === m2) return `${d1}–${d2} ${name(m1)} ${y1}`;
  if (y1 === y2) return `${d1} ${name(m1)} – ${d2} ${name(m2)} ${y1}`;
  return `${human(a, short)} – ${human(b, short)}`;
}

function likelihood(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "not judged";
  return head.style.likelihood.find(([bound]) => value >= bound || bound === 0)[1];
}
const word = (list, code) => (code === null || code === undefined || code === "" ? "" : own(head.style.words[list], code) || String(code).replaceAll("_", " "));
const eventStyle = (type) => own(head.style.events, type) || { ...head.style.events.other, label: sentence(String(type || "other").replaceAll("_", " ")) };
const sideStyle = (side) => own(head.style.sides, side);
const sideName = (side) => (sideStyle(side) ? sideStyle(side).label : side || "");
const regions = typeof Intl.DisplayNames === "function" ? new Intl.DisplayNames(["en"], { type: "region" }) : null;
const countryName = (code) => { try { return (regions && /^[A-Z]{2}$/.test(code) && regions.of(code)) || code || ""; } catch { return code || ""; } };
const listed = (value) => (Array.isArray(value) ? value : value ? [value] : []).filter(Boolean).map(String);
function joined(items) {
  return items.length < 2 ? items.join("") : items.slice(0, -1).join(", ") + " and " + items[items.length - 1];
}
function within(km) {
  if (!km) return "";
  return km < 1 ? "within 1 km" : `within about ${number(km < 20 ? Math.round(km) : Math.round(km / 5) * 5)} km`;
}
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
