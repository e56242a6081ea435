// Shows the page as slides (slides.js) for a class: with a timer, a pointer, a pen, an overview, a speaker's window and print.
// Slides are copies without ids, so that the page does not change.
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
  const folder = document.currentScript && document.currentScript.src.replace(/[^/]*$/, "");
  // The slides' style sheet and scripts are loaded with the first presentation.
  function load(tag, set) {
    return new Promise((done, failed) => {
      const made = Object.assign(document.createElement(tag), set);
      made.onload = done;
      made.onerror = () => { made.remove(); failed(new Error(`${set.src || set.href} is missing`)); };
      document.head.append(made);
    });
  }
  let loading = null;
  const loadParts = () => (loading ||= Promise.all([
    load("link", { rel: "stylesheet", href: `${folder}css/present.css` }),
    load("script", { src: `${folder}slides.js` }),
  ]).catch((error) => { loading = null; throw error; }));

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
  let address = "";
  let speaker = null;
  let stroke = null;
  const parts = {};

  // ── Layout ──
  function lay() {
    parts.stage.replaceChildren();
    const height = parts.stage.clientHeight;
    // Type of a 22nd of the height; on a narrow screen no more than 24 letters' breadth a line.
    view.style.setProperty("--slide-zoom", Math.max(1, Math.min(height / 22, parts.stage.clientWidth / 24) / 17));
    view.style.setProperty("--stage-inline", `${parts.stage.clientWidth}px`);
    view.style.setProperty("--stage-block", `${height}px`);
    view.dataset.laying = "";
    slides = window.seodangSlides.layout(parts.stage);
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
    // The address leads to the slide.
    try { history.replaceState(history.state, "", `#slide-${at + 1}`); } catch (_) {}
    hide();
    wipe();
    tick();
    mirror();
  }
  // Step by step: the parts of a slide are shown one after the other.
  const stepsOf = (slide) => all(".slide-body > :not(ul, ol, .table-view, .slide-part), .slide-body li, .slide-body tbody > tr, .slide-part > :not(ul, ol, .table-view)", slide);
  let hidden = [];
  function hide() {
    for (const each of hidden) each.style.visibility = "";
    hidden = "steps" in view.dataset ? stepsOf(slides[at]).slice(1) : [];
    for (const each of hidden) each.style.visibility = "hidden";
  }
  function step() {
    const next = hidden.shift();
    if (!next) return false;
    next.style.visibility = "";
    mirror();
    return true;
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
    const left = whole * 60000 - (Date.now() - begun);
    parts.left.textContent = whole ? (left < 0 ? "−" : "") + clock(Math.abs(left)) : "";
    parts.left.toggleAttribute("data-over", left < 0 && whole > 0);
    parts.clock.textContent = new Date().toTimeString().slice(0, 5);
    if (speaker && !speaker.closed) tell();
  }

  // ── The speaker's window: an empty one of our own origin, so that it can be written to from file:// as well ──
  function thumbnail(slide) {
    const frame = make("div", "speaker-slide");
    if (!slide) return frame;
    const { clientWidth: width, clientHeight: height } = parts.stage;
    frame.style.cssText = `--slide-zoom:${view.style.getPropertyValue("--slide-zoom")};inline-size:${width}px;block-size:${height}px`;
    frame.append(slide.cloneNode(true));
    frame.firstChild.removeAttribute("role");
    return frame;
  }
  function scale() {
    for (const holder of all(".speaker-view", speaker.document)) {
      const frame = holder.firstElementChild;
      if (frame) frame.style.zoom = Math.min(holder.clientWidth / parts.stage.clientWidth, holder.clientHeight / parts.stage.clientHeight);
    }
  }
  function mirror() {
    if (!speaker || speaker.closed) return;
    const page = speaker.document;
    const put = (id, slide) => page.getElementById(id).replaceChildren(page.importNode(thumbnail(slide), true));
    put("now", slides[at]);
    put("then", slides[at + 1]);
    scale();
    const notes = slides[at].section.notes;
    page.getElementById("notes").replaceChildren(...notes.map((note) => page.importNode(note, true)));
    page.getElementById("notes").parentElement.hidden = !notes.length;
    for (const each of all("#list button", page)) {
      const current = Number(each.dataset.at) === slides.findIndex((slide) => slide.section === slides[at].section);
      each.toggleAttribute("aria-current", current);
      if (current) { each.setAttribute("aria-current", "true"); each.scrollIntoView({ block: "nearest" }); }
    }
  }
  function tell() {
    const page = speaker.document;
    for (const name of ["place", "section", "total", "left", "clock"]) {
      const field = page.getElementById(name);
      field.textContent = parts[name].textContent;
      field.toggleAttribute("data-over", parts[name].hasAttribute("data-over"));
    }
  }
  function region(page, tag, name, ...inner) {
    const made = page.createElement(tag);
    made.setAttribute("aria-label", name);
    const head = page.createElement("h2");
    head.textContent = name;
    made.append(head, ...inner);
    return made;
  }
  function speak() {
    speaker = open("", "seodang-speaker", "popup,width=1200,height=760");
    if (!speaker) return;
    const page = speaker.document;
    const element = (tag, set) => Object.assign(page.createElement(tag), set);
    page.title = `${document.title} · ${words.name}`;
    page.documentElement.lang = document.documentElement.lang;
    page.documentElement.dir = document.documentElement.dir;
    page.documentElement.dataset.scheme = document.documentElement.dataset.scheme || "";
    page.head.replaceChildren(element("title", { textContent: page.title }), ...all('link[rel="stylesheet"]', document).map((link) => element("link", { rel: "stylesheet", href: link.href, onload: () => mirror() })));
    const bar = element("dl", { id: "bar" });
    for (const [id, name] of [["clock", words.clock], ["total", words.elapsed], ["left", words.remaining], ["section", words.section], ["place", words.slide]]) {
      const pair = element("div", {});
      pair.append(element("dt", { textContent: name }), element("dd", { id }));
      bar.append(pair);
    }
    const list = element("ol", { id: "list" });
    slides.forEach((slide, index) => {
      if (slides.findIndex((each) => each.section === slide.section) !== index) return;
      const item = element("li", { className: slide.section.over ? "speaker-inner" : "" });
      const go = element("button", { type: "button", textContent: slide.title_, onclick: () => show(index) });
      go.dataset.at = index;
      item.append(go);
      list.append(item);
    });
    const main = element("main", { className: "speaker" });
    main.append(
      element("h1", { textContent: document.title }), bar,
      region(page, "section", words.wordNow, element("div", { id: "now", className: "speaker-view" })),
      region(page, "section", words.next, element("div", { id: "then", className: "speaker-view" })),
      region(page, "section", words.notes, element("div", { id: "notes", className: "prose", tabIndex: 0 })),
      region(page, "nav", words.sections, list),
    );
    page.body.replaceChildren(main);
    page.onkeydown = press;
    speaker.onresize = scale;
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
  const on = () => { if (!step()) show(at + 1); };
  const acts = {
    ArrowRight: on, ArrowDown: on, PageDown: on, Space: on, ArrowLeft: back, ArrowUp: back, PageUp: back,
    Home: () => show(0), End: () => show(slides.length - 1),
    KeyO: () => { flip("overview"); slides[at].scrollIntoView({ block: "nearest" }); },
    KeyN: () => flip("preview"), KeyS: () => flip("quiet"), KeyL: () => flip("laser"), KeyD: () => flip("pen"), KeyC: wipe,
    KeyB: () => flip("screen", "black"), Period: () => flip("screen", "black"), KeyW: () => flip("screen", "white"), Comma: () => flip("screen", "white"),
    KeyV: speak,
    KeyI: () => { flip("steps"); hide(); mirror(); },
    KeyF: () => { if (document.fullscreenElement) { byItself = false; document.exitFullscreen(); } else fill(); },
    KeyZ: () => enlarge(slides[at].querySelector(".diagram, .image")),
    KeyP: () => leave(),
  };
  function enlarge(figure) {
    const source = figure && window.seodangSlides.originals.get(figure);
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
    for (const name of ["place", "section", "total", "left", "next", "clock"]) parts.bar.append(parts[name] = make("span", `present-${name}`));
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
      const goal = link && slides.findIndex((each) => each.section.heads.some((head) => head.id === decodeURIComponent(link.hash.slice(1))));
      if (link && goal >= 0) { event.preventDefault(); show(goal); return; }
      const figure = !link && event.target.closest(".diagram, .image");
      if (figure) enlarge(figure);
    });
    // Checkboxes on a slide change those of the page.
    parts.stage.addEventListener("change", (event) => { const box = window.seodangSlides.originals.get(event.target); if (box) box.click(); });
  }
  function relay() {
    const { head } = slides[at].section;
    lay();
    show(slides.findIndex((slide) => slide.section.head === head));
  }
  // The presentation has the whole screen; when the reader leaves that, it ends too.
  let byItself = false;
  const fill = () => { if (view.requestFullscreen) view.requestFullscreen().then(() => { byItself = true; }, () => {}); };
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && byItself && view && view.open) { byItself = false; leave(); }
  });
  async function enter() {
    if (view && view.open) return;
    if (!view) build();
    await loadParts();
    if (view.open) return;
    const [, wanted] = /^#slide-(\d+)$/.exec(location.hash) || [];
    address = wanted ? location.pathname + location.search : location.href;
    const line = innerHeight / 3;
    const heads = window.seodangSlides.sections().flatMap((section) => section.heads).filter((head) => head.getBoundingClientRect().top < line);
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
    show(wanted ? wanted - 1 : Math.max(0, slides.findIndex((slide) => slide.section.heads.includes(reading))));
    ticker = setInterval(tick, 500);
    addEventListener("resize", relay);
    if (!wanted) fill();
  }
  function leave() {
    const { head } = slides[at].section;
    clearInterval(ticker);
    removeEventListener("resize", relay);
    byItself = false;
    if (document.fullscreenElement) document.exitFullscreen();
    if (speaker && !speaker.closed) speaker.close();
    try { history.replaceState(history.state, "", address); } catch (_) {}
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
