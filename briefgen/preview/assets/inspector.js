// The inspector: facts of the document with their evidence and every place of a chosen one, and what is wrong.

export function make(name, options = {}, ...children) {
  const { text, data, ...rest } = options;
  const element = Object.assign(document.createElement(name), rest);
  if (text !== undefined) element.textContent = text;
  Object.assign(element.dataset, data ?? {});
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function placeOf({ file, line, column }) {
  return [file, line || "", column || ""].filter(Boolean).join(":");
}

const WORDS = { error: "Error", warning: "Warning", note: "Note" };

export function findingList(findings, none) {
  if (!findings.length) return make("p", { className: "quiet", text: none });
  return make("ul", { className: "findings" }, ...findings.map(findingItem));
}

export function findingItem(found) {
  const head = make("p", { className: "finding-head" },
    make("strong", { className: found.severity, text: `${WORDS[found.severity]} ${found.code}` }),
    found.file ? make("code", { text: placeOf(found) }) : null);
  return make("li", {}, head, make("p", { text: found.message }), found.hint ? make("p", { className: "hint", text: found.hint }) : null);
}

// What stands behind a value: the sources with their places and the sentences that support it.
export function evidenceList(cited) {
  if (!cited?.length) return make("p", { className: "quiet", text: "No source is given." });
  return make("ul", { className: "evidence" }, ...cited.map((item) => {
    const name = item.url
      ? make("a", { href: item.url, target: "_blank", rel: "noopener noreferrer", text: item.name })
      : make("cite", { text: item.name });
    const rest = [item.title === item.name ? "" : item.title, item.place].filter(Boolean);
    const source = make("p", { className: "source" }, name, rest.length ? `, ${rest.join(", ")}` : "");
    return make("li", {}, source, item.quote ? make("blockquote", { text: item.quote }) : null);
  }));
}

export function cardContent(entry, ledger) {
  const fact = ledger.facts[entry.fact];
  return [
    make("p", { className: "card-value", text: entry.printed }),
    fact && fact.statement !== entry.printed ? make("p", { text: fact.statement }) : null,
    evidenceList(ledger.evidence[entry.evidence]),
    make("p", { className: "from" }, make("span", { text: entry.fact }), " · ", make("code", { text: placeOf(entry) })),
  ].filter((part) => part !== null);
}

export function factList(ledger, chosen, choose) {
  const entries = new Map();
  for (const entry of ledger.entries) {
    for (const id of [entry.fact, ...entry.also]) entries.set(id, [...(entries.get(id) ?? []), entry]);
  }
  if (!entries.size) return make("p", { className: "quiet", text: "No fact is printed." });
  return make("ul", { className: "facts" }, ...[...entries].filter(([id]) => ledger.facts[id]).map(([id, found]) => {
    const values = [...new Set(found.filter((entry) => entry.role !== "statement").map((entry) => entry.printed))];
    const button = make("button", { type: "button", data: { fact: id } },
      make("span", { className: "statement", text: ledger.facts[id].statement }),
      values.length ? make("span", { className: "values", text: values.join(" · ") }) : null);
    button.setAttribute("aria-pressed", String(id === chosen));
    button.addEventListener("click", () => choose(id));
    return make("li", {}, button);
  }));
}

// Everything about one fact: what it says, what supports it, and each place at which it stands in all documents.
export function factDetails(id, ledger, places, here, close) {
  const fact = ledger.facts[id];
  const statement = fact?.statement ?? id;
  const labels = fact ? [fact.status, fact.confidence && `${fact.confidence} confidence`, fact.marking] : [];
  const about = [id, ...labels].filter(Boolean);
  const keys = Object.keys(ledger.evidence).filter((key) => key === id || key.startsWith(`${id}#`));
  const button = make("button", { type: "button", className: "close", text: "Put away" });
  button.addEventListener("click", close);
  return make("article", { className: "fact" },
    make("h2", { text: statement }),
    make("p", { className: "quiet", text: about.join(" · ") }),
    make("h3", { text: "Evidence" }),
    ...keys.map((key) => make("div", { className: "cited" },
      key === id ? null : make("p", { className: "quiet", text: published(key, ledger) }),
      evidenceList(ledger.evidence[key]))),
    make("h3", { text: places ? `Where it stands: ${places.length} ${places.length === 1 ? "place" : "places"}` : "Where it stands" }),
    places ? placeList(places, here) : make("p", { className: "quiet", text: "looking" }),
    button);
}

function published(key, ledger) {
  const entry = ledger.entries.find((item) => item.evidence === key && item.role === "alternative");
  return entry ? `Also published: ${entry.printed}` : "Another published value";
}

function placeList(places, here) {
  const byDocument = Map.groupBy ? Map.groupBy(places, (place) => place.document) : grouped(places);
  const sorted = [...byDocument].sort(([one], [other]) => Number(other === here) - Number(one === here));
  return make("ul", { className: "places" }, ...sorted.map(([name, found]) => {
    const { audience, language, title } = found[0];
    const items = found.map((place) => {
      const words = [place.page ? `p. ${place.page}` : "", place.role === "statement" ? "statement" : place.printed];
      const label = words.filter(Boolean).join(" · ");
      const shown = place.anchor
        ? make("a", { href: `#/${name}/${place.anchor}`, text: label })
        : make("span", { text: `${label} (${place.where})` });
      return make("li", {}, shown, make("code", { text: placeOf(place) }));
    });
    const heading = make("p", { className: "place-document", text: `${audience} · ${language}` }, );
    heading.append(make("span", { text: name === here ? "this document" : title }));
    return make("li", {}, heading, make("ul", {}, ...items));
  }));
}

function grouped(places) {
  const found = new Map();
  for (const place of places) found.set(place.document, [...(found.get(place.document) ?? []), place]);
  return found;
}
