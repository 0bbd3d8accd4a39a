// Tables: a layer's columns, unpacked into typed arrays. Positions are kept as Mercator fractions (0..1).
const mercX = (lon) => (lon + 180) / 360;
const mercY = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (clamp(lat, -85.05, 85.05) * Math.PI) / 360)) / (2 * Math.PI);
const latOf = (y) => (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;
const STATE_LAYERS = new Set(["control", "fronts"]); // one picture at a time, not a heap of all
const CIRCUMFERENCE_KM = 40075.017;

function unpackColumn(column) {
  if (column.i) return { codes: Int32Array.from(column.i), names: column.s };
  return { values: column.d || column.v, days: Boolean(column.d) };
}

function decodeLine(steps, scale) {
  const line = new Float64Array(steps.length);
  let x = 0, y = 0;
  for (let k = 0; k < steps.length; k += 2) {
    x += steps[k]; y += steps[k + 1];
    line[k] = mercX(x / scale); line[k + 1] = mercY(y / scale);
  }
  return line;
}

function boxOf(lines) {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) for (let k = 0; k < line.length; k += 2) {
    if (line[k] < x0) x0 = line[k];
    if (line[k] > x1) x1 = line[k];
    if (line[k + 1] < y0) y0 = line[k + 1];
    if (line[k + 1] > y1) y1 = line[k + 1];
  }
  return [x0, y0, x1, y1];
}

class Table {
  constructor(raw) {
    Object.assign(this, { id: raw.id, title: raw.title, n: raw.n, order: raw.order, cols: Object.create(null), state: STATE_LAYERS.has(raw.id) });
    for (const [name, column] of Object.entries(raw.cols)) this.cols[name] = unpackColumn(column);
    this.readPoints(raw.points);
    const outlines = (raw.shapes || []).map((shape) => this.readShape(shape));
    this.shapes = (raw.shape || []).map((k) => (k < 0 ? null : outlines[k])); // rows may share one outline
    this.readDays();
    this.weight = Float64Array.from({ length: this.n }, (_, i) => this.value("weight", i) || 1);
    this.radius = Float32Array.from({ length: this.n }, (_, i) => this.value("radius_km", i) || 0);
    this.pass = new Uint8Array(this.n).fill(1); // facets
    this.show = new Uint8Array(this.n); // facets and time; 1 = left or only picture, 2 = right picture in a comparison
    this.alpha = this.n <= 4000 ? new Float32Array(this.n) : null;
    this.on = true;
    this.codes = {};
  }
  readPoints(points) {
    this.mx = new Float64Array(this.n); this.my = new Float64Array(this.n);
    this.lon = new Float64Array(this.n); this.lat = new Float64Array(this.n);
    let x = 0, y = 0;
    for (let i = 0; i < this.n; i++) {
      if (points.x[i] === null) { this.mx[i] = this.my[i] = this.lon[i] = this.lat[i] = NaN; continue; }
      x += points.x[i]; y += points.y[i];
      this.lon[i] = x / 1e5; this.lat[i] = y / 1e5;
      this.mx[i] = mercX(this.lon[i]); this.my[i] = mercY(this.lat[i]);
    }
  }
  readShape(shape) {
    const lines = shape.c.map((steps) => decodeLine(steps, 1e4));
    return { kind: shape.k, lines, box: boxOf(lines) };
  }
  readDays() {
    const first = this.cols.date_start || this.cols.first_date, last = this.cols.date_end || this.cols.last_date;
    this.ds = new Int32Array(this.n).fill(NONE); this.de = new Int32Array(this.n).fill(NONE);
    this.dated = Boolean(first || last);
    for (let i = 0; i < this.n; i++) {
      const a = first ? first.values[i] : null, b = last ? last.values[i] : null;
      if (a === null && b === null) continue;
      this.ds[i] = a ?? b; this.de[i] = Math.max(b ?? a, a ?? b);
    }
    this.until = this.de;
    this.maxEnd = this.n ? this.de.reduce((m, v) => Math.max(m, v), NONE) : NONE;
    if (!this.state) return;
    this.starts = [...new Set(this.ds)].filter((d) => d !== NONE).sort((a, b) => a - b);
    this.until = this.de.slice();
    this.readPictures();
  }
  // Each theatre is a series of its own: a picture of control holds until its next one, and its last one closes it.
  readPictures() {
    const pictures = new Map();
    this.lastOf = new Int32Array(this.n).fill(this.maxEnd);
    for (let i = 0; i < this.n; i++) {
      const theatre = this.value("theatre", i) || "";
      if (!pictures.has(theatre)) pictures.set(theatre, { rows: [], end: NONE });
      const own = pictures.get(theatre);
      own.rows.push(i); own.end = Math.max(own.end, this.de[i]);
    }
    for (const { rows, end } of pictures.values()) {
      const starts = [...new Set(rows.map((i) => this.ds[i]))].filter((d) => d !== NONE).sort((a, b) => a - b);
      for (const i of rows) {
        const next = starts.find((d) => d > this.ds[i]);
        this.lastOf[i] = end;
        if (next !== undefined && this.de[i] < next - 1) this.until[i] = next - 1;
      }
    }
  }
  value(name, i) {
    const column = this.cols[name];
    if (!column) return null;
    if (column.codes) return column.codes[i] < 0 ? null : column.names[column.codes[i]];
    return column.values[i] ?? null;
  }
  async cold(name, i) {
    const columns = own(await later("cold"), this.id);
    if (!own(columns, name)) return null;
    const cache = (this.coldCols ||= Object.create(null));
    const column = (cache[name] ||= unpackColumn(columns[name]));
    if (column.codes) return column.codes[i] < 0 ? null : column.names[column.codes[i]];
    return column.values[i] ?? null;
  }
  report(i) { return this.value("report", i) ?? this.value("_report", i); }
  key(i) { return this.value("id", i) || String(i); }
  find(key) {
    for (let i = 0; i < this.n; i++) if (this.key(i) === key) return i;
    return -1;
  }
}

// Code points to the UTF-16 positions that JavaScript counts in; a long text is taken apart once.
const letters = new Map();
function cut(text, start, end) {
  if (!letters.has(text)) letters.set(text, /[\ud800-\udfff]/.test(text) ? Array.from(text) : null);
  const apart = letters.get(text);
  return apart ? apart.slice(start, end).join("") : text.slice(start, end);
}

async function quoteOf(table, i) {
  const told = await table.cold("quote", i);
  if (told) return told;
  const [start, end] = [await table.cold("start", i), await table.cold("end", i)];
  const text = own(await later("texts"), table.report(i));
  return text && start !== null ? cut(text, start, end) : "";
}
