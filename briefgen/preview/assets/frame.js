// Runs inside a document's frame, which has no origin and no network; talks with the preview's page alone.
//   to the page:    {kind: "ready"}, {kind: "placed"}, {kind: "scroll", top}, {kind: "key", key}, {kind: "leave"},
//                   {kind: "point", anchor, fact, box: {left, top, right, bottom}}, {kind: "choose", anchor, fact}
//   from the page:  {kind: "place", top, anchor, fact}, {kind: "mark", anchor, fact, go}
"use strict";
{
  const KEYS = new Set(["/", "j", "k", "n", "p", "1", "2", "f", "d", "?", "Escape"]);
  const marked = [];
  const say = (message) => parent.postMessage(message, "*");
  const valueOf = (target) => (target instanceof Element ? target.closest("[data-fact]") : null);
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function point(element) {
    const { left, top, right, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect();
    say({ kind: "point", anchor: element.id, fact: element.dataset.fact, box: { left, top, right, bottom } });
  }

  function mark({ anchor, fact, go }) {
    for (const element of marked.splice(0)) {
      for (const name of ["outline", "outline-offset", "border-radius"]) element.style.removeProperty(name);
    }
    const all = fact ? document.querySelectorAll(`[data-fact="${CSS.escape(fact)}"], [data-also~="${CSS.escape(fact)}"]`) : [];
    const main = anchor ? document.getElementById(anchor) : null;
    const colour = dark.matches ? "#f5b556" : "#b45309";
    for (const element of new Set([...all, ...(main ? [main] : [])])) {
      element.style.setProperty("outline", `${element === main ? 3 : 1.5}px solid ${colour}`, "important");
      element.style.setProperty("outline-offset", "2px", "important");
      element.style.setProperty("border-radius", "2px", "important");
      marked.push(element);
    }
    if (main && go) main.scrollIntoView({ block: "center" });
  }

  addEventListener("message", (event) => {
    if (event.source !== parent) return;
    if (event.data.kind === "mark") mark(event.data);
    if (event.data.kind === "place") {
      scrollTo({ top: event.data.top, behavior: "instant" });
      mark(event.data);
      say({ kind: "placed" });
    }
  });
  document.addEventListener("pointerover", (event) => {
    const element = valueOf(event.target);
    if (element) point(element);
  });
  document.addEventListener("pointerout", (event) => {
    if (valueOf(event.target) && !valueOf(event.relatedTarget)) say({ kind: "leave" });
  });
  document.addEventListener("focusin", (event) => {
    const element = valueOf(event.target);
    if (element) point(element);
    else say({ kind: "leave" });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const element = valueOf(event.target);
    const isOwn = !link || link.getAttribute("href").startsWith("#");
    if (element && isOwn && (link ? element.contains(link) : true)) {
      event.preventDefault();
      say({ kind: "choose", anchor: element.id, fact: element.dataset.fact });
    } else if (link && !isOwn) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS.has(event.key)) return;
    event.preventDefault();
    say({ kind: "key", key: event.key });
  });
  document.addEventListener("scroll", () => say({ kind: "scroll", top: scrollY }), { passive: true });
  say({ kind: "ready" });
}
