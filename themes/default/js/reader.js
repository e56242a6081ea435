// Enhances a page that is readable without it: scheme switch, drawers, copy buttons, outline.
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
  const own = document.currentScript.src;
  const home = own.replace(/[^/]*$/, "");
  const loading = {};
  function load(name) {
    // A single document holds all of its scripts.
    if (!own) return Promise.resolve();
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

  // An address of a slide begins the presentation.
  const present = one(".present-button");
  if (present && /^#slide-\d+$/.test(location.hash)) setTimeout(() => present.click());

  // Marks the query's words on a page that was opened from the search.
  if (/[?&]q=/.test(location.search)) load("highlight-hits.js");

  // ── Settings: settings.js changes them ──
  function showSettings() {
    // Colours the browser's toolbar: a forced scheme overrides both media variants.
    for (const meta of all('meta[name="theme-color"]')) {
      meta.dataset.own = meta.dataset.own || meta.content;
      meta.content = root.dataset.scheme ? getComputedStyle(document.body).backgroundColor : meta.dataset.own;
    }
    for (const hide of all(".nav-hide")) hide.setAttribute("aria-expanded", !root.dataset.nav);
  }
  document.addEventListener("seodang:settings", showSettings);
  showSettings();

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
  // The course tree stays where it was scrolled to, and as it was unfolded.
  const nav = one(".course-nav");
  if (nav) {
    let unfolded;
    try {
      nav.scrollTop = sessionStorage.getItem("seodang:nav") || 0;
      addEventListener("pagehide", () => sessionStorage.setItem("seodang:nav", nav.scrollTop));
      unfolded = localStorage.getItem(`seodang:tree:${new URL(".", one(".drawer-title").href).pathname}`);
    } catch (_) {}
    if (unfolded || (!nav.querySelector("[aria-current]") && !one(".page-course"))) load("tree.js");
  }
  drawers.forEach(showCurrent);
  document.addEventListener("seodang:nav", () => showCurrent(nav));

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
  // Long lines of code scroll, or wrap on all pages if the reader chose that. Measured after layout, so that nothing is laid out twice.
  const longLines = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const figure = target.parentElement;
      if (!figure) continue;
      const wraps = "wrap" in root.dataset;
      if ((!wraps && target.scrollWidth <= target.clientWidth + 1) || figure.querySelector(":scope > .wrap-button")) continue;
      const wrap = button("↩", "figure-button wrap-button", () => {
        const now = root.toggleAttribute("data-wrap");
        try { localStorage.setItem("seodang:wrap", now ? "on" : ""); } catch (_) {}
        for (const each of all(".wrap-button")) each.setAttribute("aria-pressed", now);
      });
      wrap.title = words.wrapLines;
      wrap.setAttribute("aria-label", words.wrapLines);
      wrap.setAttribute("aria-pressed", wraps);
      figure.append(wrap);
    }
  });
  dress(".code:not(.text)", (figure) => { const pre = figure.querySelector(":scope > pre"); if (pre) longLines.observe(pre); });
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

  // ── Full-size view of diagrams and images: its script is loaded when first asked for ──
  // A drawing whose labels (16 px) become smaller than 11 px is a thumbnail.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { width } = target.viewBox.baseVal;
      const figure = target.closest("figure");
      if (!figure) continue; // The preview took the drawing away.
      figure.toggleAttribute("data-small", width > 0 && target.getBoundingClientRect().width / width < 11 / 16);
      figure.toggleAttribute("data-over", Boolean(outline) && outline.offsetParent !== null && figure.getBoundingClientRect().right > outline.getBoundingClientRect().left);
    }
  });
  dress(".diagram:not(.failed), .image", (figure) => {
    const holder = figure.querySelector(":scope > .diagram-view");
    const source = figure.querySelector(":scope > .diagram-view > svg, :scope > img, :scope > a > img");
    if (!source) return;
    const label = (holder && holder.getAttribute("aria-label")) || source.alt || words.enlarge;
    const open = button(words.enlarge, "figure-button", () => {});
    open.dataset.load = "zoom.js";
    open.setAttribute("aria-label", `${words.enlarge}: ${label}`);
    figure.append(open);
    if (holder) sizes.observe(source);
    const frame = holder || source;
    if (frame.closest("a")) return;
    frame.dataset.zooms = "";
    // A link in a drawing is followed, and a word that was selected stays selected.
    frame.addEventListener("click", (event) => { if (!event.target.closest("a") && getSelection().isCollapsed) open.click(); });
    frame.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === frame) open.click(); });
  });
})();
