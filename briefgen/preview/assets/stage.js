// The stage: a document as on a phone, in a frame, and its PDF as pictures. What is on screen stays until what follows it is there.

const STEP = 100;

export class Phone {
  // `heard` gets what a frame says of itself: point, leave, choose, key, and "shown" once a page is on screen.
  constructor(host, heard) {
    this.host = host;
    this.heard = heard;
    this.current = null;
    this.pending = null;
    this.tops = new Map();
    this.key = "";
    addEventListener("message", (event) => this.listen(event));
  }

  show(id, title, version, mark) {
    const key = `${id}/${version}`;
    if (key === this.key) return;
    this.key = key;
    this.pending?.remove();
    if (!version) {
      this.clear();
      return;
    }
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    frame.title = `${title}, as on a phone`;
    frame.className = "coming";
    frame.dataset.document = id;
    frame.dataset.version = version;
    frame.mark = mark;
    frame.src = `/documents/${encodeURIComponent(id)}/page?version=${version}`;
    this.pending = frame;
    this.host.append(frame);
  }

  clear() {
    this.current?.remove();
    this.current = this.pending = null;
  }

  mark(mark) {
    for (const frame of [this.current, this.pending]) {
      if (frame) frame.mark = mark;
    }
    this.current?.contentWindow.postMessage({ kind: "mark", ...mark }, "*");
  }

  get box() {
    return (this.current ?? this.host).getBoundingClientRect();
  }

  listen(event) {
    const said = event.data;
    if (this.pending && event.source === this.pending.contentWindow) {
      const frame = this.pending;
      const same = this.current?.dataset.document === frame.dataset.document;
      if (said.kind === "ready") {
        const top = same ? this.tops.get(frame.dataset.document) ?? 0 : 0;
        frame.contentWindow.postMessage({ kind: "place", top, ...frame.mark, go: !same || frame.mark.go }, "*");
      } else if (said.kind === "placed") {
        const hadFocus = this.current && document.activeElement === this.current;
        this.current?.remove();
        this.current = frame;
        this.pending = null;
        frame.className = "";
        if (hadFocus) frame.focus({ preventScroll: true });
        this.heard({ kind: "shown", version: frame.dataset.version });
      }
    } else if (this.current && event.source === this.current.contentWindow) {
      if (said.kind === "scroll") this.tops.set(this.current.dataset.document, said.top);
      else this.heard(said);
    }
  }
}

export class Paper {
  // `heard` gets {kind: "point" | "leave" | "choose", anchor, fact, box} as a frame would say it.
  constructor(host, heard) {
    this.host = host;
    this.heard = heard;
    this.pages = [];
    this.key = "";
    this.seen = new IntersectionObserver((entries) => entries.forEach((entry) => this.look(entry)), {
      root: null,
      rootMargin: "600px",
    });
    this.resized = new ResizeObserver(() => this.pages.forEach((page) => this.draw(page)));
    this.resized.observe(host);
    for (const [type, kind] of [["pointerover", "point"], ["pointerout", "leave"], ["click", "choose"]]) {
      host.addEventListener(type, (event) => this.tell(kind, event.target.closest?.(".spot")));
    }
  }

  show(id, title, sheets) {
    const key = sheets ? `${id}/${sheets.version}` : "";
    if (key === this.key) return;
    const isOther = id !== this.id;
    Object.assign(this, { key, id, sheets });
    const sizes = sheets?.sizes ?? [];
    while (this.pages.length > (isOther ? 0 : sizes.length)) this.drop();
    sizes.forEach(([width, height], index) => {
      const page = this.pages[index] ?? this.add(index);
      page.ratio = height / width;
      page.size = [width, height];
      page.leaf.style.aspectRatio = `${width} / ${height}`;
      page.picture.alt = `${title}, page ${index + 1} of ${sizes.length}`;
      page.caption.textContent = `page ${index + 1} of ${sizes.length}`;
      page.wanted = "";
      this.draw(page);
    });
    if (isOther) this.host.scrollTop = 0;
  }

  add(index) {
    const figure = document.createElement("figure");
    const leaf = document.createElement("div");
    const picture = document.createElement("img");
    const spots = document.createElement("div");
    const caption = document.createElement("figcaption");
    leaf.className = "leaf";
    spots.className = "spots";
    spots.setAttribute("aria-hidden", "true");
    leaf.append(picture, spots);
    figure.append(leaf, caption);
    this.host.append(figure);
    const page = { number: index + 1, figure, leaf, picture, spots, caption, near: false, wanted: "" };
    figure.page = page;
    this.pages.push(page);
    this.seen.observe(figure);
    return page;
  }

  drop() {
    const page = this.pages.pop();
    this.seen.unobserve(page.figure);
    page.figure.remove();
  }

  look(entry) {
    entry.target.page.near = entry.isIntersecting;
    this.draw(entry.target.page);
  }

  // Ask for a page's picture when it is near the window; the old one stays until the new one can be shown whole.
  async draw(page) {
    const pixels = page.leaf.clientWidth * devicePixelRatio;
    if (!page.near || !pixels || !this.sheets) return;
    const version = this.sheets.version;
    const width = Math.ceil(pixels / STEP) * STEP;
    const address = `/documents/${encodeURIComponent(this.id)}/pages/${page.number}?width=${width}&version=${version}`;
    if (page.wanted === address) return;
    page.wanted = address;
    const next = new Image();
    next.src = address;
    try {
      await next.decode();
    } catch {
      return; // a newer version has taken its place
    }
    if (page.wanted !== address) return;
    page.picture.src = address;
    page.figure.dataset.version = version;
  }

  spots(entries) {
    for (const page of this.pages) {
      const [width, height] = page.size;
      const mine = entries.filter((entry) => entry.page === page.number && entry.anchor);
      page.spots.replaceChildren(...mine.map((entry) => spot(entry, width, height)));
    }
  }

  mark({ anchor, fact, go }) {
    for (const element of this.host.querySelectorAll(".spot")) {
      const facts = element.dataset.facts.split(" ");
      element.classList.toggle("same", Boolean(fact) && facts.includes(fact));
      element.classList.toggle("main", Boolean(anchor) && element.dataset.anchor === anchor);
    }
    const main = this.host.querySelector(".spot.main");
    if (main && go) main.scrollIntoView({ block: "center" });
  }

  tell(kind, element) {
    if (!element) return;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const { anchor, fact } = element.dataset;
    this.heard({ kind, anchor, fact, box: { left, top, right, bottom }, onPaper: true });
  }
}

function spot(entry, width, height) {
  const element = document.createElement("div");
  element.className = entry.role === "statement" ? "spot statement" : "spot";
  Object.assign(element.dataset, { anchor: entry.anchor, fact: entry.fact, facts: [entry.fact, ...entry.also].join(" ") });
  const room = { left: entry.x / width, top: entry.y / height, width: entry.width / width, height: entry.height / height };
  for (const [name, share] of Object.entries(room)) element.style[name] = `${share * 100}%`;
  return element;
}
