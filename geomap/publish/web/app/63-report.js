// A whole report, its clauses leading back to their marks.
async function reportView(id, at) {
  const text = own(await later("texts"), id), about = reports[id] || {};
  if (!text) return [panelHead(about.title || id, about.source || ""), el("div", { class: "note", text: "The whole text is not in this file; the sentences are beside their marks." }), sourceLine(id)];
  const spans = [];
  for (const tableId of ["mentions", "events", "control_claims", "advances"]) {
    const table = byId[tableId];
    for (let k = 0; table && k < table.n; k++) {
      if (table.report(k) !== id) continue;
      spans.push({ start: await table.cold("start", k), end: await table.cold("end", k), table, k });
    }
  }
  return [panelHead(about.title || id, [about.source, about.published].filter(Boolean).join(" · ")), el("p", { class: "quiet", text: "Underlined clauses are marks on the map; choose one to see it there." }), el("div", { class: "report", dir: "auto" }, ...nested(Array.from(text), spans, at))];
}

// Clauses as buttons' anchors, place names inside them highlighted; overlapping clauses share their first owner.
function nested(letters, spans, at) {
  const clauses = spans.filter((s) => s.table.id !== "mentions" && s.start !== null).sort((a, b) => a.start - b.start || b.end - a.end), mentions = spans.filter((s) => s.table.id === "mentions" && s.start !== null).sort((a, b) => a.start - b.start);
  const out = [];
  let done = 0;
  const plainPart = (from, to) => {
    let pos = from; const parts = [];
    for (const m of mentions) {
      if (m.start < pos || m.end > to) continue;
      parts.push(letters.slice(pos, m.start).join(""), el("mark", { text: letters.slice(m.start, m.end).join("") })); pos = m.end;
    }
    parts.push(letters.slice(pos, to).join(""));
    return parts;
  };
  for (const clause of clauses) {
    if (clause.start < done) continue;
    out.push(...plainPart(done, clause.start));
    out.push(el("span", { class: "clause" + (at !== undefined && at >= clause.start && at < clause.end ? " at" : ""), role: "button", tabindex: "0", "data-at": clause.start, title: describe(clause.table, clause.k),
      onclick: () => select(clause.table.id, clause.k, { push: true, pan: true }), onkeydown: (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); e.stopPropagation(); select(clause.table.id, clause.k, { push: true, pan: true }); } } }, ...plainPart(clause.start, clause.end)));
    done = clause.end;
  }
  out.push(...plainPart(done, letters.length));
  return out;
}
