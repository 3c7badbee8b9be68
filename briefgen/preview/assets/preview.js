// The preview's page: which document is looked at, what the server tells of it, and what keys and pointers ask for.
// The shapes of the server's messages are described in briefgen/preview/messages.py.

import { cardContent, factDetails, factList, findingItem, findingList, make } from "/assets/inspector.js";
import { Paper, Phone } from "/assets/stage.js";

const $ = (id) => document.getElementById(id);
const EMPTY = { entries: [], facts: {}, evidence: {} };
const LEAVE_AFTER = 250; // milliseconds in which a pointer may reach the card
const shown = { id: "", project: null, document: null, ledger: EMPTY, ledgerKey: "", fact: "", anchor: "", places: null };

const phone = new Phone($("phone"), heard);
const paper = new Paper($("paper"), heard);
let events = null;
let leaving = 0;

// ---- what the server tells

function listen() {
  events?.close();
  events = null;
  if (document.hidden) return; // a browser keeps few connections to one server: tabs that nobody sees need none
  events = new EventSource(`/events?document=${encodeURIComponent(shown.id)}`);
  events.addEventListener("project", (event) => tellProject(JSON.parse(event.data)));
  events.addEventListener("document", (event) => tellDocument(JSON.parse(event.data)));
  events.addEventListener("error", () => status("the preview has ended or is out of reach", "lost"));
}

function tellProject(project) {
  shown.project = project;
  $("project").textContent = project.title;
  $("project-findings").replaceChildren(findingList(project.findings, "Nothing is wrong with the project as a whole."));
  listDocuments();
  if (!project.documents.some((item) => item.id === shown.id) && project.documents.length) {
    go(project.documents[0].id, "", true);
    return;
  }
  if (shown.document) tellHeading();
  if (shown.fact) findPlaces(); // other documents may print it by now
  tellProblems();
  tellStatus();
}

function tellDocument(told) {
  if (told.id !== shown.id || told.state === "gone") return;
  shown.document = told;
  const name = tellHeading();
  phone.show(told.id, name, told.screen, { anchor: shown.anchor, fact: shown.fact, go: false });
  paper.show(told.id, name, told.sheets);
  paperState(told);
  $("document-findings").replaceChildren(findingList(told.findings, "Nothing is wrong with this document."));
  tellProblems();
  tellStatus();
  fetchLedger(told);
}

function tellHeading() {
  const { id, document: told } = shown;
  const entry = listed(id);
  const name = told?.title || entry?.briefTitle || id;
  const count = told?.sheets?.sizes.length;
  const limit = entry?.limit ? ` (at most ${entry.limit})` : "";
  const length = count ? `${count} ${count === 1 ? "page" : "pages"}${limit}` : "";
  $("title").textContent = name;
  $("about").textContent = [entry?.audienceTitle, told?.language, told?.marking, length].filter(Boolean).join(" · ");
  document.title = `${name}, ${entry?.audienceTitle ?? ""} · preview`;
  return name;
}

function paperState(told) {
  const state = told.setting || (told.sheets && !told.sheets.current) ? "being typeset"
    : told.state === "made" && !told.paper ? "these readers get no PDF" : "";
  $("paper-state").textContent = state;
  $("paper").classList.toggle("old", Boolean(told.sheets && !told.sheets.current));
  $("panes").dataset.screen = told.screen;
  $("panes").dataset.sheets = told.sheets?.current ? told.sheets.version : "";
}

function tellProblems() {
  const { project, document: told } = shown;
  const box = $("problems");
  const invalid = project && !project.valid;
  const found = invalid ? project.findings.filter((item) => item.severity === "error") : told?.problems ?? [];
  const key = JSON.stringify([invalid, told?.state, found]);
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  box.hidden = !invalid && !(told && ["broken", "withheld"].includes(told.state));
  if (box.hidden) {
    box.replaceChildren();
    return;
  }
  const [title, then] = invalid ? ["The project cannot be read as it is", "The documents below are those of its last valid state."]
    : told.state === "broken" ? ["This document cannot be made as it is", told.screen ? "Below is its last good version." : ""]
    : ["Withheld", "It holds what its readers may not see, or they may know nothing of what it is about: nothing of it is shown."];
  box.className = `problems ${invalid || told.state === "broken" ? "broken" : "withheld"}`;
  box.replaceChildren(make("p", { className: "problems-title", text: title }),
    make("ul", { className: "findings" }, ...found.map(findingItem)),
    then ? make("p", { className: "then", text: then }) : "");
}

function tellStatus() {
  const { project, document: told } = shown;
  const waiting = project?.documents.filter((item) => item.state === "waiting").length ?? 0;
  if (!project || !told) return;
  if (!project.valid) status("invalid: the last valid state is shown", "broken");
  else if (told.state === "broken") status("broken: the last good version is shown", "broken");
  else if (told.state === "withheld") status("withheld", "broken");
  else if (told.setting) status("typesetting", "busy");
  else if (waiting) status(`${waiting} still to be drafted`, "busy");
  else if (!project.settled) status("looking through the other documents", "busy");
  else status("up to date", "");
}

function status(text, kind) {
  if ($("status").textContent !== text) $("status").textContent = text;
  $("status").dataset.kind = kind;
}

async function fetchLedger(told) {
  const key = `${told.id}/${told.ledger}`;
  if (key === shown.ledgerKey) return;
  shown.ledgerKey = key;
  const ledger = told.ledger ? await (await fetch(`/documents/${encodeURIComponent(told.id)}/ledger`)).json() : EMPTY;
  if (shown.ledgerKey !== key) return;
  shown.ledger = ledger;
  const entry = ledger.entries.find((item) => item.anchor && item.anchor === shown.anchor);
  if (shown.anchor && !shown.fact && entry) shown.fact = entry.fact;
  paper.spots(ledger.entries);
  tellFacts();
  if (shown.fact) {
    mark(shown.follow);
    shown.follow = false;
    await findPlaces();
  }
}

// ---- documents

function listed(id) {
  return shown.project?.documents.find((item) => item.id === id);
}

function matching() {
  const words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  return (shown.project?.documents ?? []).filter((item) => {
    const text = [item.briefTitle, item.brief, item.item, item.itemTitle, item.audience, item.audienceTitle, item.language].join(" ");
    return words.every((word) => text.toLowerCase().includes(word));
  });
}

function listDocuments() {
  if (!shown.project) return;
  const found = matching();
  const key = JSON.stringify([found, shown.id]);
  if ($("list").dataset.key === key) return;
  $("list").dataset.key = key;
  const focused = $("list").contains(document.activeElement) ? document.activeElement.dataset.document : "";
  const languages = new Set(shown.project.documents.map((item) => item.language));
  const briefs = new Map();
  for (const item of found) briefs.set(item.brief, [...(briefs.get(item.brief) ?? []), item]);
  $("list").replaceChildren(...[...briefs.values()].map((items) => make("section", {},
    make("h2", { text: items[0].briefTitle }),
    make("ul", {}, ...items.map((item) => make("li", {}, documentLink(item, languages.size > 1)))))));
  $("none").hidden = found.length > 0;
  if (focused) $("list").querySelector(`[data-document="${CSS.escape(focused)}"]`)?.focus();
}

function documentLink(item, tellsLanguage) {
  const link = make("a", { href: `#/${item.id}`, data: { document: item.id, state: item.state } },
    make("span", { className: "who", text: item.itemTitle || item.audienceTitle }));
  const about = [item.itemTitle ? item.audienceTitle : "", tellsLanguage ? item.language : ""].filter(Boolean).join(" · ");
  if (about) link.append(make("span", { className: "what", text: about }));
  const label = { broken: "broken", withheld: "withheld", waiting: "…" }[item.state];
  const over = item.limit && item.pages > item.limit;
  const badge = label ?? (item.errors ? `${item.errors} ${item.errors === 1 ? "error" : "errors"}`
    : item.warnings ? `${item.warnings} ${item.warnings === 1 ? "warning" : "warnings"}` : item.pages ? `${item.pages} p.` : "");
  const kind = label && label !== "…" || item.errors || over ? "error" : item.warnings && !label ? "warning" : "plain";
  if (badge) link.append(make("span", { className: `badge ${kind}`, text: badge }));
  if (item.id === shown.id) link.setAttribute("aria-current", "page");
  return link;
}

function go(id, anchor = "", instead = false) {
  const hash = anchor ? `#/${id}/${anchor}` : `#/${id}`;
  if (instead) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  arrive();
}

// The address says which document is looked at, and which value of it.
function arrive() {
  if (location.hash && !location.hash.startsWith("#/")) return;
  const [, id = "", anchor = ""] = decodeURIComponent(location.hash).split("/");
  closeDrawers();
  hideCard();
  const isOther = id !== shown.id;
  if (isOther) {
    Object.assign(shown, { id, document: null, ledger: EMPTY, ledgerKey: "", anchor, follow: Boolean(anchor) });
    if (!anchor) Object.assign(shown, { fact: "", places: null });
    else if (!shown.places?.some((place) => place.document === id && place.anchor === anchor)) shown.fact = "";
    tellFacts();
    listDocuments();
    listen();
  } else if (anchor) {
    const entry = shown.ledger.entries.find((item) => item.anchor === anchor);
    if (entry) choose(shown.fact && [entry.fact, ...entry.also].includes(shown.fact) ? shown.fact : entry.fact, anchor, true);
  }
}

function step(by) {
  const found = matching();
  const at = found.findIndex((item) => item.id === shown.id);
  const next = found[at < 0 ? 0 : (at + by + found.length) % found.length];
  if (next) go(next.id);
}

// ---- facts

function tellFacts() {
  const ledger = shown.ledger;
  $("facts").replaceChildren(factList(ledger, shown.fact, (id) => choose(id, firstPlace(id), true)));
  $("chosen").hidden = !shown.fact;
  if (!shown.fact) {
    $("chosen").replaceChildren();
    return;
  }
  $("chosen").replaceChildren(factDetails(shown.fact, ledger, shown.places, shown.id, putAway));
}

function firstPlace(fact) {
  return shown.ledger.entries.find((entry) => entry.anchor && [entry.fact, ...entry.also].includes(fact))?.anchor ?? "";
}

async function choose(fact, anchor, follow) {
  const isOther = fact !== shown.fact;
  Object.assign(shown, { fact, anchor, places: isOther ? null : shown.places });
  selectTab("facts");
  tellFacts();
  mark(follow);
  if (isOther) $("panel-facts").scrollTop = 0;
  history.replaceState(null, "", anchor ? `#/${shown.id}/${anchor}` : `#/${shown.id}`);
  await findPlaces();
}

async function findPlaces() {
  const fact = shown.fact;
  const found = await (await fetch(`/facts/${encodeURIComponent(fact)}`)).json();
  if (shown.fact !== fact || JSON.stringify(found.places) === JSON.stringify(shown.places)) return;
  shown.places = found.places;
  tellFacts();
}

function mark(follow) {
  const mark = { fact: shown.fact, anchor: shown.anchor, go: Boolean(follow) };
  phone.mark(mark);
  paper.mark(mark);
}

function putAway() {
  Object.assign(shown, { fact: "", anchor: "", places: null });
  history.replaceState(null, "", `#/${shown.id}`);
  tellFacts();
  mark(false);
}

function stepValue(by) {
  const found = shown.ledger.entries.filter((entry) => entry.anchor && entry.role !== "statement");
  if (!found.length) return;
  const at = found.findIndex((entry) => entry.anchor === shown.anchor);
  const next = found[at < 0 ? (by > 0 ? 0 : found.length - 1) : (at + by + found.length) % found.length];
  choose(next.fact, next.anchor, true);
}

// ---- the card beside a value

function heard(said) {
  if (said.kind === "shown") mark(false);
  else if (said.kind === "key") press(said.key);
  else if (said.kind === "choose") {
    hideCard();
    showInspector();
    choose(said.fact, said.anchor, false);
  }
  else if (said.kind === "leave") leave();
  else if (said.kind === "point") showCard(said);
}

function showCard(said) {
  const entry = shown.ledger.entries.find((item) => item.anchor === said.anchor);
  if (!entry) return;
  clearTimeout(leaving);
  const card = $("card");
  card.replaceChildren(...cardContent(entry, shown.ledger));
  card.hidden = false;
  const base = said.onPaper ? { left: 0, top: 0 } : phone.box;
  const { width, height } = card.getBoundingClientRect();
  const left = Math.min(Math.max(8, base.left + said.box.left), innerWidth - width - 8);
  const below = base.top + said.box.bottom + 6;
  const top = below + height < innerHeight ? below : Math.max(8, base.top + said.box.top - height - 6);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(hideCard, LEAVE_AFTER);
}

function hideCard() {
  clearTimeout(leaving);
  $("card").hidden = true;
}

// ---- keys, tabs, drawers

const DRAWERS = [["open-documents", "documents"], ["open-inspector", "inspector"]];

function toggleDrawer(button, panel) {
  const isOpen = $(panel).classList.toggle("open");
  $(button).setAttribute("aria-expanded", String(isOpen));
  if (isOpen) $(panel).querySelector("input, [aria-selected=true]")?.focus();
}

function closeDrawers() {
  for (const [button, panel] of DRAWERS) {
    $(panel).classList.remove("open");
    $(button).setAttribute("aria-expanded", "false");
  }
}

function selectTab(name, focus = false) {
  for (const other of ["facts", "findings"]) {
    const tab = $(`tab-${other}`);
    tab.setAttribute("aria-selected", String(other === name));
    tab.tabIndex = other === name ? 0 : -1;
    $(`panel-${other}`).hidden = other !== name;
  }
  if (focus) $(`tab-${name}`).focus();
}

// Where there is no room for the inspector beside the document, it is a drawer.
function showInspector() {
  if (getComputedStyle($("open-inspector")).display === "none") return;
  $("inspector").classList.add("open");
  $("open-inspector").setAttribute("aria-expanded", "true");
}

function openInspector(name) {
  showInspector();
  selectTab(name, true);
}

function view(name) {
  $("panes").dataset.view = name;
  $("view-phone").setAttribute("aria-pressed", String(name === "phone"));
  $("view-paper").setAttribute("aria-pressed", String(name === "paper"));
}

const KEYS = {
  "/": () => {
    if (getComputedStyle($("open-documents")).display !== "none") toggleDrawer("open-documents", "documents");
    $("filter").focus();
  },
  j: () => step(1),
  k: () => step(-1),
  n: () => stepValue(1),
  p: () => stepValue(-1),
  1: () => { view("phone"); (phone.current ?? $("phone")).focus(); },
  2: () => { view("paper"); $("paper").focus(); },
  f: () => openInspector("facts"),
  d: () => openInspector("findings"),
  "?": () => $("keys").showModal(),
};

function press(key) {
  if (key === "Escape") {
    if (!$("card").hidden) hideCard();
    else if (document.querySelector(".documents.open, .inspector.open")) closeDrawers();
    else if (shown.fact) putAway();
  } else if ($("keys-on").checked && KEYS[key]) {
    KEYS[key]();
    return true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input[type=search]");
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open || (isTyping && event.key !== "Escape")) return;
  if (press(event.key)) event.preventDefault();
});
for (const name of ["facts", "findings"]) {
  $(`tab-${name}`).addEventListener("click", () => selectTab(name));
  $(`tab-${name}`).addEventListener("keydown", (event) => {
    if (["ArrowLeft", "ArrowRight"].includes(event.key)) selectTab(name === "facts" ? "findings" : "facts", true);
  });
}
for (const [button, panel] of DRAWERS) $(button).addEventListener("click", () => toggleDrawer(button, panel));
for (const name of ["phone", "paper"]) $(`view-${name}`).addEventListener("click", () => view(name));
$("open-keys").addEventListener("click", () => $("keys").showModal());
$("keys-on").checked = localStorage.getItem("keys") !== "off";
$("keys-on").addEventListener("change", (event) => localStorage.setItem("keys", event.target.checked ? "on" : "off"));
$("filter").addEventListener("input", listDocuments);
$("filter").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && matching().length) go(matching()[0].id);
});
$("card").addEventListener("pointerenter", () => clearTimeout(leaving));
document.addEventListener("pointerover", (event) => {
  if (!$("card").hidden && !event.target.closest("#card, .spot, iframe")) leave();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address says which document is looked at
  $("document").focus();
});
addEventListener("popstate", arrive);
addEventListener("hashchange", arrive);
document.addEventListener("visibilitychange", listen);
view("phone");
arrive();
if (!events) listen();
