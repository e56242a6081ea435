// Enhances a page that is readable without it: scheme switch, drawers, copy buttons, outline, full-size view.
// A classic script without dependencies: it runs from file:// and under a policy that forbids inline code.
(function () {
  "use strict";
  const root = document.documentElement;
  const words = document.body.dataset;
  const all = (selector, from) => [...(from || document).querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);

  function button(text, className, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  // ── Scripts on demand: a button names its script and its keys ──
  const home = document.currentScript.src.replace(/[^/]*$/, "");
  const loading = {};
  function load(name) {
    return loading[name] ||= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = home + name;
      script.onload = done;
      script.onerror = () => { delete loading[name]; script.remove(); failed(new Error(`${script.src} is missing`)); };
      document.head.append(script);
    });
  }
  document.addEventListener("click", async (event) => {
    const opener = event.target.closest("[data-load]");
    if (!opener) return;
    await load(opener.dataset.load);
    opener.dispatchEvent(new CustomEvent("seodang:open", { bubbles: true }));
  });
  // `data-keys` holds them between blanks: `p`, `/`, `?`, `Ctrl+k`. A letter is found by its place as well, for with a
  // Korean input method on, the key P says ㅔ.
  function pressed(keys, event) {
    const held = event.ctrlKey || event.metaKey;
    return keys.split(" ").some((key) => {
      const letter = key.replace("Ctrl+", "");
      const same = event.key === letter || (/^[a-z]$/.test(letter) && event.code === `Key${letter.toUpperCase()}`);
      return same && held === (letter !== key);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    const held = event.ctrlKey || event.metaKey;
    // Single letters can be switched off (WCAG 2.1.4): speech input and unsteady hands press them by mistake.
    if ((!held && (typing || root.dataset.letters === "off")) || one("dialog[open]")) return;
    const opener = all("[data-keys]").find((each) => pressed(each.dataset.keys, event));
    if (!opener) return;
    event.preventDefault();
    opener.click();
  });

  // Marks the query's words on a page that was opened from the search.
  if (/[?&]q=/.test(location.search)) load("highlight-hits.js");

  // ── Light, dark, or the setting of the system ──
  const choices = all("[data-scheme-choice]");
  function showScheme() {
    const now = root.dataset.scheme || "system";
    for (const choice of choices) choice.setAttribute("aria-pressed", choice.dataset.schemeChoice === now);
    // Colours the browser's toolbar: a forced scheme overrides both media variants.
    for (const meta of all('meta[name="theme-color"]')) {
      meta.dataset.own = meta.dataset.own || meta.content;
      meta.content = now === "system" ? meta.dataset.own : getComputedStyle(document.body).backgroundColor;
    }
  }
  for (const choice of choices) {
    choice.addEventListener("click", () => {
      const scheme = choice.dataset.schemeChoice;
      if (scheme === "system") delete root.dataset.scheme;
      else root.dataset.scheme = scheme;
      // Without storage, the choice lasts until the page is left.
      try { localStorage.setItem("seodang:scheme", scheme); } catch (_) {}
      showScheme();
      one("#sd-scheme").hidePopover();
    });
  }
  showScheme();

  // ── Drawers: close on the way out, and when the window grows past them ──
  const drawers = all(".course-nav, .outline");
  const close = (drawer) => { if (drawer.matches(":popover-open")) drawer.hidePopover(); };
  for (const drawer of drawers) {
    drawer.addEventListener("click", (event) => { if (event.target.closest("a")) close(drawer); });
    drawer.addEventListener("toggle", () => showCurrent(drawer));
  }
  for (const width of ["50rem", "72rem"]) {
    matchMedia(`(min-width: ${width})`).addEventListener("change", () => drawers.forEach(close));
  }
  // Scrolls the list, not the page.
  function showCurrent(list) {
    const current = list.querySelector("[aria-current]");
    if (!current) return;
    const box = current.getBoundingClientRect();
    const frame = list.getBoundingClientRect();
    if (box.top < frame.top + 48 || box.bottom > frame.bottom - 48) {
      list.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }
  drawers.forEach(showCurrent);

  // ── Copy ──
  async function copyText(text) {
    // The clipboard interface is missing on plain http; the old command works there.
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("copy refused");
  }
  // Interactive shells may not accept comments (zsh, the default of macOS): they are not copied, except from a file, which has
  // a name or a shebang. A here-document contains no highlighted comments.
  // From a recorded session only commands are copied: the lines after a prompt, with their continuations.
  function codeText(code) {
    const text = code.textContent.replace(/\n$/, "");
    const copy = code.cloneNode(true);
    const prompts = all(".hl-q", copy);
    const typed = prompts[0] || (/-(bash|sh|shell|zsh|console|terminal)$/.test(code.className) && !text.startsWith("#!") && !code.closest("figure").querySelector("figcaption"));
    if (!typed) return text;
    for (const prompt of prompts) prompt.textContent = "\u0001";
    for (const comment of all(".hl-c", copy)) comment.textContent = "\u0002";
    let until = null; // what ends the command: a here-document's word, or a line without a backslash
    const lines = copy.textContent.split("\n").filter((line) => {
      const wanted = !prompts[0] || until !== null || /^\s*\u0001/.test(line);
      const word = /(?:^|[^<])<<-?\s*["']?([A-Za-z_]\w*)/.exec(line);
      if (until) until = line.trim() === until ? null : until;
      else if (wanted) until = word ? word[1] : line.endsWith("\\") ? "" : null;
      return wanted && !/^\s*\u0001?\s*\u0002+$/.test(line);
    }).map((line) => line.replace(/^\s*\u0001 ?/, "").replace(/\s*\u0002+$/, ""));
    return lines.join("\n").replace(/^\n+|\s+$/g, "") || text;
  }
  // The preview changes the page in place and dispatches an event: new elements are set up like the others.
  const dressings = [];
  function dress(selector, act) {
    const each = (from) => {
      const found = all(selector, from);
      if (from.matches && from.matches(selector)) found.push(from);
      for (const figure of found) if (!figure.querySelector(":scope > .figure-button")) act(figure);
    };
    each(document);
    dressings.push(each);
  }
  document.addEventListener("seodang:patch", (event) => {
    for (const node of event.detail.changed) {
      const figure = node.closest("figure") || node;
      for (const each of dressings) each(figure);
    }
    readOutline();
  });
  dress(".code:not(.output, .text), .formula:not(.failed)", (figure) => {
    const copy = button(words.copy, "figure-button", async () => {
      try {
        const formula = figure.querySelector("math");
        await copyText(formula ? formula.dataset.tex : codeText(figure.querySelector("code")));
        copy.textContent = words.copied;
      } catch (_) {
        copy.textContent = words.copyFailed;
      }
      copy.dataset.done = "";
      setTimeout(() => { copy.textContent = words.copy; delete copy.dataset.done; }, 1600);
    });
    copy.setAttribute("aria-live", "polite");
    figure.append(copy);
  });

  // ── Outline and the way back to the top ──
  const outline = one(".outline");
  let stops = [];
  function readOutline() {
    const links = outline ? all("a", outline) : [];
    stops = links.map((link) => ({ link, head: document.getElementById(decodeURIComponent(link.hash.slice(1))) })).filter((stop) => stop.head);
  }
  readOutline();
  const toTop = one(".to-top");
  let here = null;
  let waiting = false;
  function follow() {
    waiting = false;
    toTop.toggleAttribute("data-floating", scrollY > 1.5 * innerHeight);
    if (!stops.length) return;
    // The heading being read is the last one above the upper quarter; at the very end, the last of all.
    const line = innerHeight / 4;
    const atEnd = scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 2;
    let now = null;
    for (const stop of stops) if (atEnd || stop.head.getBoundingClientRect().top < line) now = stop.link;
    if (now === here) return;
    if (here) here.removeAttribute("aria-current");
    if (now) now.setAttribute("aria-current", "location");
    here = now;
    showCurrent(outline);
  }
  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });
  addEventListener("resize", follow);
  follow();

  // ── Full-size view of diagrams and images: one dialog, made when first asked for ──
  let view = null;
  function makeView() {
    const dialog = document.createElement("dialog");
    const stage = document.createElement("div");
    const tools = document.createElement("div");
    const hint = document.createElement("p");
    dialog.className = "zoom";
    stage.className = "zoom-stage";
    tools.className = "zoom-tools";
    hint.className = "zoom-hint";
    hint.textContent = words.zoomHint;
    const at = { x: 0, y: 0, scale: 1, width: 1, height: 1 };
    const fingers = new Map();
    let picture = null;

    function place() { picture.style.transform = `translate(${at.x}px, ${at.y}px) scale(${at.scale})`; }
    function zoom(factor, x = innerWidth / 2, y = innerHeight / 2) {
      const scale = Math.min(8, Math.max(0.1, at.scale * factor));
      at.x = x - (x - at.x) * scale / at.scale;
      at.y = y - (y - at.y) * scale / at.scale;
      at.scale = scale;
      place();
    }
    function pan(x, y) { at.x += x; at.y += y; place(); }
    function fit() {
      // Leaves space for the tools above and the hint below; small drawings grow to at most twice their size.
      at.scale = Math.min((innerWidth - 32) / at.width, (innerHeight - 128) / at.height, 2);
      at.x = (innerWidth - at.width * at.scale) / 2;
      at.y = (innerHeight - at.height * at.scale) / 2;
      place();
    }
    for (const [sign, label, act] of [["−", words.zoomOut, () => zoom(1 / 1.25)], ["+", words.zoomIn, () => zoom(1.25)], [words.zoomFit, "", fit], [words.close, "", () => dialog.close()]]) {
      const tool = button(sign, "", act);
      if (label) tool.setAttribute("aria-label", label);
      tools.append(tool);
    }
    stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0018)), event.clientX, event.clientY);
    }, { passive: false });
    stage.addEventListener("pointerdown", (event) => {
      stage.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event);
    });
    stage.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const other = [...fingers].find(([id]) => id !== event.pointerId);
      if (other) {
        const gap = (point) => Math.hypot(point.clientX - other[1].clientX, point.clientY - other[1].clientY) || 1;
        zoom(gap(event) / gap(before), other[1].clientX, other[1].clientY);
      } else pan(event.clientX - before.clientX, event.clientY - before.clientY);
      fingers.set(event.pointerId, event);
    });
    for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
    const keys = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(1 / 1.25), 0: fit, ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60) };
    dialog.addEventListener("keydown", (event) => {
      if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      keys[event.key]();
    });
    // The event is asynchronous: the next picture may be shown already.
    dialog.addEventListener("close", () => { if (!dialog.open) { picture.remove(); fingers.clear(); } });
    dialog.append(tools, stage, hint);
    document.body.append(dialog);
    return (source, label) => {
      picture = source.cloneNode(true);
      picture.removeAttribute("loading");
      // The copy is named by a label: its ids are removed, so that ids stay unique on the page.
      if (picture.hasAttribute("aria-labelledby")) picture.setAttribute("aria-label", label);
      for (const name of ["aria-labelledby", "aria-describedby", "id"]) picture.removeAttribute(name);
      for (const named of all("title, desc", picture)) named.removeAttribute("id");
      const box = source.viewBox ? source.viewBox.baseVal : { width: source.naturalWidth, height: source.naturalHeight };
      at.width = box.width || source.clientWidth;
      at.height = box.height || source.clientHeight;
      picture.style.width = `${at.width}px`;
      picture.style.height = `${at.height}px`;
      picture.draggable = false;
      dialog.setAttribute("aria-label", label);
      stage.replaceChildren(picture);
      dialog.showModal();
      fit();
      // A long drawing on a phone begins at a readable size instead of fitting the window.
      if (at.scale < 0.5) zoom(0.75 / at.scale, at.x, innerHeight / 2);
    };
  }
  dress(".diagram:not(.failed), .image", (figure) => {
    // Queried each time: the preview can replace the drawing in the frame.
    const source = () => figure.querySelector(":scope > .diagram-view > svg, :scope > img, :scope > a > img");
    if (!source()) return;
    const holder = figure.querySelector(".diagram-view");
    const label = (holder && holder.getAttribute("aria-label")) || source().alt || words.enlarge;
    const open = button(words.enlarge, "figure-button", () => {
      view = view || makeView();
      view(source(), label);
    });
    open.setAttribute("aria-label", `${words.enlarge}: ${label}`);
    figure.append(open);
  });
})();
