// Turns the page into slides for a class: one for each section, continued on further ones if it does not fit; with a timer,
// a pointer, a pen, an overview and print. Slides are copies without ids, so that the page does not change.
(function () {
  "use strict";
  const opener = document.querySelector('[data-load="present.js"]');
  const article = document.querySelector(".article");
  const words = opener.dataset;
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };
  const all = (selector, from) => [...from.querySelectorAll(selector)];
  const smallest = 0.65; // of the slide's type, for a block that is taller than a slide; a taller one scrolls

  let view = null;
  let slides = [];
  let at = 0;
  let typed = "";
  let times = new Map(); // ms that each section has been shown, by its heading
  let begun = 0;
  let seen = 0;
  let ticker = 0;
  let inert = [];
  let sheet = null;
  let speaker = null;
  let stroke = null;
  const parts = {};

  // ── From the page to slides ──
  const originals = new WeakMap();
  function copy(node) {
    const made = node.cloneNode(true);
    const [from, to] = [[node, ...all("*", node)], [made, ...all("*", made)]];
    from.forEach((each, index) => {
      to[index].removeAttribute("id");
      if (each.matches("input, figure, .diagram, .image")) originals.set(to[index], each);
    });
    for (const extra of all(".figure-button, .anchor, .breadcrumb, .diagram-source", made)) extra.remove();
    for (const image of all("img", made)) image.loading = "eager";
    return made;
  }
  function minutesOf(head) {
    const link = head.id && all(".outline a", document).find((each) => decodeURIComponent(each.hash.slice(1)) === head.id);
    const minutes = link && link.querySelector(".outline-minutes");
    return minutes ? parseInt(minutes.textContent, 10) : 0;
  }
  function titleOf(head) {
    const made = copy(head);
    for (const extra of all(".duration", made)) extra.remove();
    return made.textContent.trim();
  }
  // Sections in the page's order: the title with the content before the first heading, then each H2 and H3.
  function sections() {
    const h1 = article.querySelector("h1");
    const info = article.querySelector(".info");
    const found = [{ head: h1, timed: h1, minutes: 0, blocks: info ? [info] : [] }];
    let chapter = null;
    for (const block of article.querySelector(".prose").children) {
      if (block.matches("h2, h3")) {
        const minutes = minutesOf(block);
        if (block.matches("h2")) chapter = { head: block, timed: block, minutes, blocks: [] };
        const own = block.matches("h2") || !chapter || minutes;
        found.push(block.matches("h2") ? chapter : { head: block, over: chapter, timed: own ? block : chapter.timed, minutes: own ? minutes : chapter.minutes, blocks: [] });
      } else if (!block.matches("hr, script, style, .diagram-source")) found[found.length - 1].blocks.push(block);
    }
    return found;
  }
  function blank(section) {
    const slide = make("section", "slide");
    slide.setAttribute("role", "group");
    const head = make("header", "slide-head");
    if (section.over) head.append(make("p", "slide-over", titleOf(section.over.head)));
    if (section.head.matches("h1")) {
      const label = article.querySelector(".masthead-label");
      if (label) head.append(copy(label));
      slide.classList.add("slide-first");
    }
    head.append(copy(section.head));
    const body = make("div", "slide-body prose");
    slide.append(head, body);
    slide.title_ = titleOf(section.head);
    slide.section = section;
    parts.stage.append(slide);
    slides.push(slide);
    return body;
  }
  const full = (body) => body.scrollHeight > body.clientHeight + 2;
  const picture = (block) => block.matches(".diagram, .image") && block.querySelector(".diagram-view > svg, img");
  // A drawing takes the width, and the height that is left. Returns the factor by which it grows.
  function fit(body, block, room) {
    const drawn = picture(block);
    if (!drawn) return 1;
    const box = drawn.viewBox ? drawn.viewBox.baseVal : { width: drawn.naturalWidth, height: drawn.naturalHeight };
    const ratio = box.width / box.height || 1;
    const width = Math.min(body.clientWidth, room * ratio);
    drawn.style.cssText = `inline-size:${width}px;block-size:${width / ratio}px;max-inline-size:none;max-block-size:none`;
    return width / box.width;
  }
  // Lists and tables continue on the next slide between items or rows.
  function itemsOf(block) {
    if (block.matches("ul, ol")) return block;
    return block.matches(".table-view, table") ? block.querySelector("tbody") : null;
  }
  function pour(body, block, section) {
    if (body.alone_) body = blank(section);
    body.append(block);
    const beside = body.children.length > 1;
    // Beside text a drawing may take half of the slide; one that would be too small to read gets a slide of its own.
    body.alone_ = fit(body, block, body.clientHeight * (beside ? 0.55 : 0.92)) < 0.9;
    const small = body.alone_ && body.children.length > 2;
    // A smaller size keeps a single line from moving to the next slide.
    const kept = body.style.zoom;
    for (let size = (kept || 1) - 0.04; full(body) && !small && size > 0.82; size -= 0.04) body.style.zoom = size;
    if (!full(body) && !small) return body;
    body.style.zoom = kept;
    const list = itemsOf(block);
    if (list && list.children.length > 1) {
      const rest = [];
      while (full(body) && list.children.length > 1) { rest.unshift(list.lastElementChild); list.lastElementChild.remove(); }
      if (!full(body)) {
        const more = block.cloneNode(true);
        const into = itemsOf(more);
        if (into.matches("ol")) into.start = (list.start || 1) + list.children.length;
        into.replaceChildren(...rest);
        return pour(blank(section), more, section);
      }
      list.append(...rest);
    }
    if (beside) {
      // A line that announces the block moves with it.
      const before = block.previousElementSibling;
      const carried = body.children.length > 2 && before.matches("p, h4, h5, h6") ? before : null;
      const next = blank(section);
      if (carried) next.append(carried);
      return pour(next, block, section);
    }
    for (let size = 0.95; full(body) && size >= smallest; size -= 0.05) body.style.zoom = size;
    if (full(body)) body.tabIndex = 0;
    return body;
  }
  function lay() {
    parts.stage.replaceChildren();
    slides = [];
    const height = parts.stage.clientHeight;
    // Type of a 22nd of the height; on a narrow screen no more than 24 letters' breadth a line.
    view.style.setProperty("--slide-zoom", Math.max(1, Math.min(height / 22, parts.stage.clientWidth / 24) / 17));
    view.dataset.laying = "";
    for (const section of sections()) {
      let body = blank(section);
      for (const block of section.blocks) body = pour(body, copy(block), section);
    }
    for (const slide of slides) {
      const body = slide.lastElementChild;
      slide.classList.toggle("slide-title", !body.children.length || slide.section.head.matches("h1"));
      const last = body.lastElementChild;
      if (!last) continue;
      const [room, box] = [body, last].map((each) => each.getBoundingClientRect());
      fit(body, last, ((room.bottom - box.top) * body.clientHeight * 0.96) / room.height);
    }
    delete view.dataset.laying;
    sheet.replaceSync(`@page slide { size: ${innerWidth}px ${innerHeight}px; margin: 0 }`);
  }

  // ── Showing ──
  function show(index) {
    count();
    at = Math.max(0, Math.min(slides.length - 1, index));
    slides.forEach((slide, each) => slide.toggleAttribute("data-shown", each === at));
    parts.live.textContent = `${at + 1} / ${slides.length}: ${slides[at].title_}`;
    parts.place.textContent = `${at + 1} / ${slides.length}`;
    parts.next.textContent = slides[at + 1] ? `${words.next}: ${slides[at + 1].title_}` : "";
    wipe();
    tick();
    mirror();
  }
  const clock = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;
  function count() {
    const now = Date.now();
    if (slides[at]) times.set(slides[at].section.timed, (times.get(slides[at].section.timed) || 0) + now - seen);
    seen = now;
  }
  function tick() {
    count();
    const { timed, minutes } = slides[at].section;
    const length = article.querySelector(".info-minutes");
    const whole = length ? parseInt(length.textContent, 10) : 0;
    const say = (part, ms, limit) => {
      part.textContent = clock(ms) + (limit ? ` / ${limit}${words.minutes}` : "");
      part.toggleAttribute("data-over", Boolean(limit) && ms > limit * 60000);
    };
    say(parts.section, times.get(timed), minutes);
    say(parts.total, Date.now() - begun, whole);
    parts.clock.textContent = new Date().toTimeString().slice(0, 5);
    if (speaker && !speaker.closed) speaker.document.getElementById("bar").textContent = parts.bar.innerText.replace(/\n+/g, " · ");
  }
  // The speaker's window is an empty one of our own origin, so that it can be written to from file:// as well.
  function mirror() {
    if (!speaker || speaker.closed) return;
    const put = (id, slide) => speaker.document.getElementById(id).replaceChildren(...(slide ? [speaker.document.importNode(slide, true)] : []));
    put("now", slides[at]);
    put("then", slides[at + 1]);
  }
  function speak() {
    speaker = open("", "seodang-speaker", "popup,width=1000,height=640");
    if (!speaker) return;
    const page = speaker.document;
    page.title = document.title;
    page.documentElement.lang = document.documentElement.lang;
    page.documentElement.dataset.scheme = document.documentElement.dataset.scheme || "";
    page.head.replaceChildren(...all('link[rel="stylesheet"]', document).map((link) => {
      const made = page.createElement("link");
      made.rel = "stylesheet";
      made.href = link.href;
      return made;
    }));
    page.body.className = "speaker";
    page.body.replaceChildren(...["bar", "now", "then"].map((id) => Object.assign(page.createElement("div"), { id })));
    page.onkeydown = press;
    mirror();
    tick();
  }

  // ── Pointer and pen ──
  function wipe() { parts.ink.width = innerWidth; parts.ink.height = innerHeight; }
  function move(event) {
    parts.dot.style.transform = `translate(${event.clientX}px, ${event.clientY}px)`;
    if (!stroke) return;
    const pen = parts.ink.getContext("2d");
    pen.strokeStyle = getComputedStyle(parts.dot).backgroundColor;
    pen.lineWidth = 4;
    pen.lineCap = "round";
    pen.beginPath();
    pen.moveTo(stroke.x, stroke.y);
    pen.lineTo(event.clientX, event.clientY);
    pen.stroke();
    stroke = { x: event.clientX, y: event.clientY };
  }
  const flip = (name, value = "") => { if (view.dataset[name] === value) delete view.dataset[name]; else view.dataset[name] = value; };

  // ── Keys ──
  const back = () => show(at - 1);
  const on = () => show(at + 1);
  const acts = {
    ArrowRight: on, ArrowDown: on, PageDown: on, Space: on, ArrowLeft: back, ArrowUp: back, PageUp: back,
    Home: () => show(0), End: () => show(slides.length - 1),
    KeyO: () => { flip("overview"); slides[at].scrollIntoView({ block: "nearest" }); },
    KeyN: () => flip("preview"), KeyS: () => flip("quiet"), KeyL: () => flip("laser"), KeyD: () => flip("pen"), KeyC: wipe,
    KeyB: () => flip("screen", "black"), Period: () => flip("screen", "black"), KeyW: () => flip("screen", "white"), Comma: () => flip("screen", "white"),
    KeyV: speak,
    KeyF: () => { if (document.fullscreenElement) document.exitFullscreen(); else view.requestFullscreen().catch(() => {}); },
    KeyZ: () => enlarge(slides[at].querySelector(".diagram, .image")),
    KeyP: () => leave(),
  };
  function enlarge(figure) {
    const source = figure && originals.get(figure);
    const press = source && source.querySelector(".figure-button");
    if (press) press.click();
  }
  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog.zoom[open]")) return;
    if (event.target.closest("button, a, summary, input") && /^(Space|Enter|NumpadEnter)$/.test(event.code)) return;
    let act = acts[event.code];
    if (event.key === "?") act = () => { parts.help.hidden = !parts.help.hidden; };
    else if (event.key === "Escape") act = () => { if (!parts.help.hidden) parts.help.hidden = true; else if ("overview" in view.dataset) flip("overview"); else leave(); };
    else if (/^\d$/.test(event.key)) act = () => { typed += event.key; };
    else if (event.key === "Enter") act = () => { if (typed) show(Number(typed) - 1); else if ("overview" in view.dataset) flip("overview"); typed = ""; };
    else if (!act) act = acts[event.key]; // clickers send names without codes
    if (!act) return;
    event.preventDefault();
    if (!/^\d$/.test(event.key) && event.key !== "Enter") typed = "";
    act();
  }

  // ── Start and end ──
  function build() {
    view = make("dialog", "present");
    view.setAttribute("aria-modal", "true");
    view.setAttribute("aria-label", words.name);
    view.tabIndex = -1;
    sheet = new CSSStyleSheet();
    for (const [name, tag] of Object.entries({ stage: "div", ink: "canvas", dot: "div", bar: "div", help: "div", live: "p" })) parts[name] = make(tag, `present-${name}`);
    for (const name of ["place", "section", "total", "next", "clock"]) parts.bar.append(parts[name] = make("span", `present-${name}`));
    for (const [text, name, act] of [["‹", words.previous, back], ["›", words.next, on], ["?", words.helpName, () => { parts.help.hidden = !parts.help.hidden; }], ["✕", words.leave, leave]]) {
      const tool = make("button", "", text);
      tool.type = "button";
      tool.setAttribute("aria-label", name);
      tool.onclick = act;
      parts.bar.append(tool);
    }
    parts.help.hidden = true;
    for (const line of words.help.split(" · ")) {
      const [keys, what] = line.split(": ");
      const row = make("p", "");
      row.append(make("kbd", "", keys), ` ${what}`);
      parts.help.append(row);
    }
    parts.ink.setAttribute("aria-hidden", "true");
    parts.dot.setAttribute("aria-hidden", "true");
    parts.live.setAttribute("aria-live", "polite");
    view.append(parts.stage, parts.ink, parts.dot, parts.bar, parts.help, parts.live);
    view.addEventListener("keydown", press);
    view.addEventListener("pointermove", move);
    let down = null;
    view.addEventListener("pointerdown", (event) => {
      down = event;
      if ("pen" in view.dataset && event.target === parts.ink) stroke = { x: event.clientX, y: event.clientY };
    });
    view.addEventListener("pointerup", (event) => {
      if (!stroke && down && event.pointerType === "touch") {
        const way = event.clientX - down.clientX;
        if (Math.abs(way) > 60 && Math.abs(way) > 2 * Math.abs(event.clientY - down.clientY)) show(at - Math.sign(way));
      }
      stroke = down = null;
    });
    parts.stage.addEventListener("click", (event) => {
      const slide = event.target.closest(".slide");
      if ("overview" in view.dataset && slide) { event.preventDefault(); flip("overview"); show(slides.indexOf(slide)); return; }
      const link = event.target.closest('a[href^="#"]');
      const goal = link && slides.findIndex((each) => each.section.head.id === decodeURIComponent(link.hash.slice(1)));
      if (link && goal >= 0) { event.preventDefault(); show(goal); return; }
      const figure = !link && event.target.closest(".diagram, .image");
      if (figure) enlarge(figure);
    });
    // Checkboxes on a slide change those of the page.
    parts.stage.addEventListener("change", (event) => { const box = originals.get(event.target); if (box) box.click(); });
  }
  function relay() {
    const { head } = slides[at].section;
    lay();
    show(slides.findIndex((slide) => slide.section.head === head));
  }
  function enter() {
    if (view && view.open) return;
    if (!view) build();
    const line = innerHeight / 3;
    const heads = sections().map((section) => section.head).filter((head) => head.getBoundingClientRect().top < line);
    const reading = scrollY > 0 ? heads[heads.length - 1] : null;
    inert = [...document.body.children].filter((each) => !each.inert && each !== view && !each.matches("dialog"));
    for (const each of inert) each.inert = true;
    document.body.append(view);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    document.documentElement.dataset.presenting = "";
    view.show();
    view.focus();
    times = new Map();
    begun = seen = Date.now();
    slides = [];
    lay();
    show(Math.max(0, slides.findIndex((slide) => slide.section.head === reading)));
    ticker = setInterval(tick, 500);
    addEventListener("resize", relay);
  }
  function leave() {
    const index = at;
    const { head } = slides[index].section;
    clearInterval(ticker);
    removeEventListener("resize", relay);
    if (document.fullscreenElement) document.exitFullscreen();
    if (speaker && !speaker.closed) speaker.close();
    view.close();
    view.remove();
    for (const each of inert) each.inert = false;
    delete document.documentElement.dataset.presenting;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    opener.focus({ preventScroll: true });
    if (head.matches("h1")) scrollTo(0, 0);
    else head.scrollIntoView();
  }
  opener.addEventListener("seodang:open", enter);
})();
