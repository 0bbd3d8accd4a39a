// Compare two dates: a divider to swipe; the left shows the range's first day, the right its last.
function setCompare(on) {
  state.compare = Boolean(on && state.full);
  if (state.compare && state.range[0] === state.range[1]) state.range = [...state.full];
  const inset = insets(), wide = map.getSize().x;
  if (state.compare) state.swipe = clamp((inset.left + (wide - inset.left - inset.right) / 2) / wide, 0.04, 0.96);
  changed();
}

function placeSwipe() {
  const bar = $("#swipe"), on = state.compare;
  bar.hidden = !on;
  $("#compare").setAttribute("aria-pressed", String(on));
  document.body.classList.toggle("comparing", on);
  if (!on) return;
  bar.style.left = state.swipe * 100 + "%";
  const span = state.step === "day" ? "that day" : `and the ${state.step} before`;
  $("#swipe-left").replaceChildren(el("b", { text: human(state.range[0], true) }), el("small", { text: span }));
  $("#swipe-right").replaceChildren(el("b", { text: human(state.range[1], true) }), el("small", { text: span }));
  bar.setAttribute("aria-valuenow", Math.round(state.swipe * 100));
}

function startCompare() {
  const bar = $("#swipe");
  $("#compare").addEventListener("click", () => setCompare(!state.compare));
  let held = false;
  const move = (x) => { const box = $("#stage").getBoundingClientRect(); state.swipe = clamp((x - box.left) / box.width, 0.04, 0.96); placeSwipe(); redrawSoon(); };
  bar.addEventListener("pointerdown", (event) => { held = true; bar.setPointerCapture(event.pointerId); event.preventDefault(); bar.focus(); });
  bar.addEventListener("pointermove", (event) => { if (held) move(event.clientX); });
  for (const end of ["pointerup", "pointercancel"]) bar.addEventListener(end, () => { if (held) { held = false; writeLinkSoon(); } });
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -0.02, ArrowRight: 0.02, Home: -1, End: 1 }[event.key];
    if (!by) return;
    event.preventDefault(); event.stopPropagation();
    state.swipe = clamp(state.swipe + by, 0.04, 0.96); placeSwipe(); redrawSoon(); writeLinkSoon();
  });
  watch(placeSwipe);
}
