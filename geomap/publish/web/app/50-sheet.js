// Canvas sheets on the map: base, ground (areas and lines), names, marks. All draw in Leaflet's layer points.
const theme = {};
const THEME_NAMES = ["sea", "land", "coast", "border", "disputed", "grid", "shore", "ink", "soft", "halo", "name", "name-strong", "water", "country", "panel", "accent", "front"];
function readTheme() {
  theme.dark = document.documentElement.dataset.theme === "dark";
  const style = getComputedStyle(document.documentElement);
  for (const name of THEME_NAMES) theme[name] = style.getPropertyValue("--" + name).trim();
  theme.font = getComputedStyle(document.body).fontFamily;
  theme.unit = parseFloat(getComputedStyle(document.body).fontSize) / 13; // larger on a wall screen
  patterns.clear();
}
const pick = (pair) => pair[theme.dark ? 1 : 0];
const sideColour = (side) => (sideStyle(side) ? sideStyle(side)[theme.dark ? "dark" : "light"] : theme.soft);
const corridorColour = () => pick(head.style.corridor_colour);

const Sheet = L.Renderer.extend({
  initialize(paint, padding, pane) {
    L.Renderer.prototype.initialize.call(this, { padding, pane });
    this.paint = paint;
  },
  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._ctx = this._container.getContext("2d");
  },
  _destroyContainer() { this._container.remove(); delete this._container; },
  _updatePaths() {},
  _onZoomEnd() {},
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    this.redraw();
  },
  redraw() {
    if (!this._bounds || !this._map) return;
    const box = this._bounds, size = box.getSize(), canvas = this._container, dpr = Sheet.dpr || window.devicePixelRatio || 1;
    L.DomUtil.setPosition(canvas, box.min);
    if (canvas.width !== Math.round(size.x * dpr) || canvas.height !== Math.round(size.y * dpr)) {
      canvas.width = Math.round(size.x * dpr); canvas.height = Math.round(size.y * dpr);
      canvas.style.width = size.x + "px"; canvas.style.height = size.y + "px";
    }
    const ctx = this._ctx, origin = this._map.getPixelOrigin(), scale = 256 * 2 ** this._zoom;
    ctx.setTransform(dpr, 0, 0, dpr, -box.min.x * dpr, -box.min.y * dpr);
    ctx.clearRect(box.min.x, box.min.y, size.x, size.y);
    const view = {
      scale, dpr, zoom: this._zoom, ox: origin.x, oy: origin.y, x0: box.min.x, y0: box.min.y, x1: box.max.x, y1: box.max.y,
      px: (mx) => mx * scale - origin.x, py: (my) => my * scale - origin.y,
      mercator: [(box.min.x + origin.x) / scale, (box.min.y + origin.y) / scale, (box.max.x + origin.x) / scale, (box.max.y + origin.y) / scale],
      perKm: (my) => scale / (CIRCUMFERENCE_KM * Math.cos((latOf(my) * Math.PI) / 180)),
    };
    this.view = view;
    this.paint(ctx, view);
  },
});

const meets = (box, view) => box[2] >= view.mercator[0] && box[0] <= view.mercator[2] && box[3] >= view.mercator[1] && box[1] <= view.mercator[3];

function trace(path, line, view, shut) {
  let lastX = Infinity, lastY = Infinity;
  for (let k = 0; k < line.length; k += 2) {
    const x = view.px(line[k]), y = view.py(line[k + 1]);
    if (k && k < line.length - 2 && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.6) continue;
    if (k) path.lineTo(x, y); else path.moveTo(x, y);
    lastX = x; lastY = y;
  }
  if (shut) path.closePath();
  return path;
}

// One hatch per side, anchored to the world so that it does not swim when the map is panned.
const patterns = new Map();
function hatch(ctx, kind, colour, view) {
  const key = kind + colour + view.dpr;
  if (!patterns.has(key)) {
    const tile = document.createElement("canvas"), size = "/\\x".includes(kind) ? 12 : 9, dpr = view.dpr;
    tile.width = tile.height = Math.round(size * dpr);
    const pen = tile.getContext("2d");
    pen.scale(tile.width / size, tile.height / size);
    pen.strokeStyle = pen.fillStyle = colour; pen.lineWidth = 1; pen.lineCap = "square";
    const stroke = (...lines) => { pen.beginPath(); for (const [a, b, c, d] of lines) { pen.moveTo(a, b); pen.lineTo(c, d); } pen.stroke(); };
    const up = [[0, size, size, 0], [-1, 1, 1, -1], [size - 1, size + 1, size + 1, size - 1]];
    const down = [[0, 0, size, size], [size - 1, -1, size + 1, 1], [-1, size - 1, 1, size + 1]];
    if (kind === "/") stroke(...up);
    else if (kind === "\\") stroke(...down);
    else if (kind === "x") { pen.lineWidth = 0.7; stroke(...up, ...down); }
    else if (kind === "-") stroke([0, 4.5, size, 4.5]);
    else if (kind === "|") stroke([4.5, 0, 4.5, size]);
    else if (kind === "+") { pen.lineWidth = 0.7; stroke([4.5, 0, 4.5, size], [0, 4.5, size, 4.5]); }
    else if (kind === ".") { pen.beginPath(); pen.arc(2.5, 2.5, 1.1, 0, 7); pen.arc(7, 7, 1.1, 0, 7); pen.fill(); }
    patterns.set(key, { pattern: ctx.createPattern(tile, "repeat"), size, scale: size / tile.width });
  }
  const { pattern, size, scale } = patterns.get(key);
  const shift = (value) => -(((value % size) + size) % size);
  pattern.setTransform(new DOMMatrix([scale, 0, 0, scale, shift(view.ox), shift(view.oy)]));
  return pattern;
}
