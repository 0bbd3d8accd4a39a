// Small helpers. Text from reports reaches the page through textContent and canvas only, never as markup.
const SVG = "http://www.w3.org/2000/svg";
const DAY = 86400000;
const NONE = -2147483648;
const $ = (selector, root = document) => root.querySelector(selector);

function fill(node, props, kids) {
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "text") node.textContent = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  for (const kid of kids.flat()) if (kid !== null && kid !== undefined && kid !== false) node.append(kid);
  return node;
}
const el = (tag, props, ...kids) => fill(document.createElement(tag), props, kids);
const svg = (tag, props, ...kids) => fill(document.createElementNS(SVG, tag), props, kids);

// Keys come from reports: a look-up must not meet what every object inherits ("constructor").
const own = (object, key) => (object && key !== null && key !== undefined && Object.hasOwn(object, key) ? object[key] : undefined);

function debounce(run, wait) {
  let timer = 0;
  return (...args) => { clearTimeout(timer); timer = setTimeout(() => run(...args), wait); };
}
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const number = (value) => value.toLocaleString("en-GB");
const plural = (count, one, many) => `${number(count)} ${count === 1 ? one : many || one + "s"}`;
const sentence = (text) => text ? text[0].toUpperCase() + text.slice(1) : "";
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => matchMedia("(max-width: 1100px)").matches;
const phone = () => matchMedia("(max-width: 760px)").matches;

function say(text) { // for screen readers, and a short note on screen
  const note = $("#note");
  note.textContent = text;
  note.classList.add("on");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => note.classList.remove("on"), 2600);
}

const ICONS = {
  menu: "M3 5h14M3 10h14M3 15h14", close: "M5 5l10 10M15 5L5 15", search: "M9 3a6 6 0 1 0 0 12a6 6 0 0 0 0-12M13.5 13.5L17 17",
  play: "M6 4l10 6-10 6z", pause: "M6 4v12M13 4v12", prev: "M13 4l-7 6 7 6", next: "M7 4l7 6-7 6",
  share: "M10 13V3M6 6.5L10 3l4 3.5M4 11v6h12v-6", print: "M6 7V3h8v4M5 7h10v7H5zM7 12h6v5H7z",
  theme: "M15.5 12.5A6.5 6.5 0 0 1 7.5 4.5A6.5 6.5 0 1 0 15.5 12.5z", help: "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M10 15v.1",
  compare: "M10 3v14M4 6h3M4 10h3M4 14h3M13 6h3M13 10h3M13 14h3", back: "M12 4l-6 6 6 6", list: "M7 5h10M7 10h10M7 15h10M3.5 5v.1M3.5 10v.1M3.5 15v.1",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", plus: "M10 4v12M4 10h12", minus: "M4 10h12", link: "M8 12l4-4M6.5 9L4.8 10.7a3.2 3.2 0 0 0 4.5 4.5L11 13.5M9 6.5l1.7-1.7a3.2 3.2 0 0 1 4.5 4.5L13.5 11",
};
function icon(name) {
  const path = svg("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": "1.7", "stroke-linecap": "round", "stroke-linejoin": "round" });
  return svg("svg", { viewBox: "0 0 20 20", width: "18", height: "18", "aria-hidden": "true" }, path);
}

async function readBlock(name) {
  const node = document.getElementById("geomap-" + name);
  if (!node) return null;
  if (node.dataset.packed !== "gzip") return JSON.parse(node.textContent);
  const packed = atob(node.textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let k = 0; k < packed.length; k++) bytes[k] = packed.charCodeAt(k);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
const late = {}; // blocks read when a reader asks for them
function later(name) { return (late[name] ||= readBlock(name).then((value) => value || {})); }
