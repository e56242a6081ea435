// Turns news of the course into changes of the page that is open: patched in place, so that nothing the reader did to
// it is lost. Only the preview adds this script; it runs before the theme's own, and notes what the page was.
(function () {
  "use strict";
  const script = document.currentScript;
  const now = { ...script.dataset };
  script.remove();
  const own = (name, query) => `/__seodang/${name}${query ? `?${new URLSearchParams(query)}` : ""}`;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // ── What the page is made of ──
  // `source` is the page as it came, `live` finds for each of its nodes the one that readers see: theme scripts add
  // buttons, classes and dialogs to that, and readers open and tick things. A change is found between two sources, and
  // only what differs is done to the page.
  let source = document.documentElement.cloneNode(true);
  const live = new WeakMap();
  const origin = new WeakMap();
  function pair(from, to) {
    live.set(from, to);
    origin.set(to, from);
    for (let a = from.firstChild, b = to.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) pair(a, b);
  }
  pair(source, document.documentElement);
  // What scripts in the head did to the root (a scheme that the reader chose) is not the page's own.
  for (const { name } of [...source.attributes]) if (!/^(lang|dir)$/.test(name)) source.removeAttribute(name);

  // What is put in whole: there is no state in it worth keeping, and its inside is the business of whoever drew it.
  const isWhole = (node) => /^(svg|pre|math|style|script|picture|video|audio|iframe|object)$/i.test(node.nodeName);
  const isAlike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName
    && (a.nodeType !== 1 || ((a.id || "") === (b.id || "") && kind(a) === kind(b)));
  const kind = (node) => (node.getAttribute("class") || "").split(" ")[0];

  // The pairs of children that stay: equal ones first, in order, then those that are alike between them.
  function match(before, after) {
    const pairs = new Map();
    let start = 0;
    while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) {
      pairs.set(after[start], before[start]);
      start += 1;
    }
    let a = before.length, b = after.length;
    while (a > start && b > start && before[a - 1].isEqualNode(after[b - 1])) pairs.set(after[--b], before[--a]);
    const middle = before.slice(start, a);
    let from = 0;
    const gaps = [];
    let gap = { old: [], fresh: [] };
    for (const node of after.slice(start, b)) {
      // Equal ones further down, where the way there is short: a block was put in or taken out.
      const text = node.nodeType !== 1 && !node.data.trim();
      const at = text ? -1 : middle.findIndex((other, index) => index >= from && other.isEqualNode(node));
      if (at < 0) { gap.fresh.push(node); continue; }
      gap.old.push(...middle.slice(from, at));
      gaps.push(gap);
      gap = { old: [], fresh: [] };
      pairs.set(node, middle[at]);
      from = at + 1;
    }
    gap.old.push(...middle.slice(from));
    gaps.push(gap);
    for (const { old, fresh } of gaps) {
      let next = 0;
      for (const node of fresh) {
        const at = old.findIndex((other, index) => index >= next && isAlike(other, node));
        if (at < 0) continue;
        pairs.set(node, old[at]);
        next = at + 1;
      }
    }
    return pairs;
  }

  let touched = [];
  // Nodes of the source of which readers still see an earlier state.
  const outdated = new WeakSet();
  // Makes `old` (a node of the source) and what readers see of it like `fresh`.
  function patch(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    const seen = live.get(old);
    if (old.nodeType !== 1) {
      if (old.data !== fresh.data) {
        old.data = fresh.data;
        if (seen) { seen.data = fresh.data; touched.push(seen.parentElement); }
      }
      return;
    }
    if (keepsDrawing(old, fresh, seen)) return;
    if (isWhole(old) || !seen || outdated.has(old)) { replace(old, fresh); return; }
    attributes(old, fresh, seen);
    const before = [...old.childNodes], after = [...fresh.childNodes];
    const pairs = match(before, after);
    const kept = new Set(pairs.values());
    for (const node of before) if (!kept.has(node)) remove(node);
    let last = null;
    for (const node of after) {
      const partner = pairs.get(node);
      if (partner) {
        patch(partner, node);
        last = last ? last.nextSibling : old.firstChild;
        // Replacing puts another node into the partner's place; either way it is the next one now.
        continue;
      }
      last = insert(old, seen, last, node);
    }
  }

  function attributes(old, fresh, seen) {
    let changed = false;
    for (const { name } of [...old.attributes]) {
      if (fresh.hasAttribute(name)) continue;
      old.removeAttribute(name);
      seen.removeAttribute(name);
      changed = true;
    }
    for (const { name, value } of [...fresh.attributes]) {
      if (old.getAttribute(name) === value) continue;
      if (name === "class") {
        // Classes that scripts gave stay.
        const were = (old.getAttribute("class") || "").split(/\s+/).filter(Boolean);
        seen.classList.remove(...were);
        seen.classList.add(...value.split(/\s+/).filter(Boolean));
      } else if (!(name === "open" && seen.localName === "details") && !(name === "checked" && seen.localName === "input")) {
        seen.setAttribute(name, value);
      }
      old.setAttribute(name, value);
      changed = true;
    }
    if (changed) touched.push(seen);
  }

  function remove(old) {
    const seen = live.get(old);
    if (seen) {
      touched.push(seen.previousElementSibling || seen.parentElement);
      seen.remove();
    }
    old.remove();
  }

  // Puts a new node after `last` (a node of the source, or null for the first place).
  function insert(parent, seen, last, node) {
    const copy = document.importNode(node, true);
    const kept = node.cloneNode(true);
    if (last) last.after(kept); else parent.prepend(kept);
    // A script may have put what stands before into a frame of its own: the new node follows the frame.
    let before = null;
    for (let step = last; step && !before; step = step.previousSibling) {
      before = live.get(step);
      while (before && before.parentNode !== seen) before = before.parentNode;
    }
    if (before) before.after(copy); else seen.prepend(copy);
    pair(kept, copy);
    touched.push(copy.nodeType === 1 ? copy : seen);
    return kept;
  }

  function replace(old, fresh) {
    const seen = live.get(old);
    const kept = fresh.cloneNode(true);
    old.replaceWith(kept);
    if (!seen || !seen.parentNode) return;
    const copy = document.importNode(fresh, true);
    carryState(seen, copy);
    seen.replaceWith(copy);
    pair(kept, copy);
    touched.push(copy.nodeType === 1 ? copy : copy.parentElement);
  }

  // What a reader did to a part that is put in whole.
  function carryState(from, to) {
    if (from.nodeType !== 1) return;
    if (from.scrollLeft || from.scrollTop) requestAnimationFrame(() => to.scrollTo(from.scrollLeft, from.scrollTop));
  }

  // While a diagram is half typed its last good drawing stays: a page that jumps at every letter is no help.
  function keepsDrawing(old, fresh, seen) {
    if (!seen || !fresh.matches("figure.diagram.failed") || !seen.querySelector("svg")) return false;
    seen.setAttribute("data-seodang-stale", "");
    // The site's sheet for drawings no longer dresses one that is not on it any more.
    if (!seen.querySelector(":scope > style")) seen.append(Object.assign(document.createElement("style"), { textContent: rules }));
    const kept = fresh.cloneNode(true);
    old.replaceWith(kept);
    // Its inside is another's now: the next change replaces it as a whole.
    live.set(kept, seen);
    origin.set(seen, kept);
    outdated.add(kept);
    return true;
  }

  // The rules that drawings are dressed in, before any sheet is changed.
  let rules = "";
  const drawingRules = () => [...document.styleSheets].filter((sheet) => /diagram/.test(sheet.href || ""))
    .flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join("\n");

  function patchPage(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    if (page.querySelector("figure.diagram.failed")) rules = drawingRules() || rules;
    for (const mine of page.querySelectorAll("script[data-seodang-live]")) {
      now.page = mine.dataset.page;
      mine.remove();
    }
    touched = [];
    const active = document.activeElement;
    const place = anchor();
    patch(source, page.documentElement);
    hold(place);
    if (active && active !== document.body && document.contains(active) && document.activeElement !== active) active.focus({ preventScroll: true });
    const blocks = shownBlocks(touched);
    document.dispatchEvent(new CustomEvent("seodang:patch", { detail: { changed: touched.filter((node) => node && node.isConnected) } }));
    return blocks;
  }

  // Text put in above must not push away what the reader looks at.
  function anchor() {
    const main = document.querySelector("main") || document.body;
    for (const block of main.querySelectorAll("h1, h2, h3, h4, p, pre, li, tr, figure")) {
      const top = block.getBoundingClientRect().top;
      if (top >= 0) return { block, top };
    }
    return null;
  }
  function hold(place) {
    if (!place || !place.block.isConnected) return;
    const moved = place.block.getBoundingClientRect().top - place.top;
    if (Math.abs(moved) > 1) window.scrollBy({ top: moved, behavior: "instant" });
  }

  // ── Showing what changed ──
  function shownBlocks(nodes) {
    const main = document.querySelector("main");
    const blocks = [];
    for (const node of nodes) {
      if (!node || !node.isConnected || !main || !main.contains(node) || node === main) continue;
      const block = node.closest("p, li, pre, figure, table, blockquote, h1, h2, h3, h4, h5, h6, details, section, div") || node;
      if (block !== main && !blocks.some((other) => other === block || other.contains(block))) blocks.push(block);
    }
    return blocks;
  }
  function point(blocks) {
    const first = blocks[0];
    if (!first) return;
    const isSeen = (block) => {
      const box = block.getBoundingClientRect();
      return box.bottom > 64 && box.top < innerHeight - 32 && box.width > 0;
    };
    if (!blocks.some(isSeen)) {
      for (let fold = first.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
      first.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
    }
    if (calm.matches) return;
    for (const block of blocks.slice(0, 20)) {
      block.animate([{ backgroundColor: "rgb(255 196 0 / .38)" }, { backgroundColor: "rgb(255 196 0 / 0)" }], { duration: 1200, easing: "ease-out" });
    }
  }

  // ── News ──
  async function take(news) {
    if (news.state === now.state) return;
    if (String(news.reload) !== now.reload || news.state.split(".")[0] !== now.state.split(".")[0]) {
      location.reload();
      return;
    }
    const answer = await fetch(location.pathname + location.search, { headers: { "X-Seodang-Have": now.page } });
    if (answer.status === 404) {
      const target = answer.headers.get("X-Seodang-Instead");
      if (target && target !== location.pathname) { location.replace(target + location.hash); return; }
    }
    if (answer.status === 200 || answer.status === 404) {
      const before = now.page;
      const blocks = patchPage(await answer.text());
      if (now.page !== before) point(blocks);
    }
    // After the page: a drawing that stays takes its rules from the sheets as they were.
    if (news.styles !== now.styles) swapStyles(news.styles);
    now.state = news.state;
    now.styles = news.styles;
    overlay.show(news);
  }

  // The new sheet is loaded before the old one goes, so that the page is never bare.
  function swapStyles(token) {
    for (const link of [...document.querySelectorAll('link[rel="stylesheet"]')]) {
      const address = new URL(link.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set("v", token);
      const fresh = link.cloneNode();
      fresh.href = address.href;
      const partner = origin.get(link);
      fresh.addEventListener("load", () => link.remove(), { once: true });
      fresh.addEventListener("error", () => fresh.remove(), { once: true });
      link.after(fresh);
      // The new link is what the source's link stands for from now on.
      if (partner) { live.set(partner, fresh); origin.set(fresh, partner); }
    }
  }

  let queue = Promise.resolve();
  const enqueue = (news) => { queue = queue.then(() => take(news)).catch(() => {}); return queue; };

  async function ask(hold) {
    const answer = await fetch(own("state", hold ? { since: now.state, hold: 1 } : { since: now.state }));
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }
  const rest = (time) => new Promise((done) => setTimeout(done, time));

  // One connection a browser, however many tabs: browsers allow six to a host, and a held request takes one up. The tab
  // that holds the lock asks, and tells the others.
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("seodang") : null;
  if (channel) channel.onmessage = (event) => enqueue(event.data);
  async function follow() {
    for (let failures = 0; ;) {
      const began = performance.now();
      try {
        const news = await ask(true);
        if (failures) overlay.connection(true);
        failures = 0;
        if (news.state === now.state) {
          // Held to its end, or not held at all since too many are.
          if (performance.now() - began < 1000) await rest(500);
          continue;
        }
        if (channel) channel.postMessage(news);
        await enqueue(news);
      } catch (_) {
        failures += 1;
        if (failures === 3) overlay.connection(false);
        await rest(Math.min(250 * failures, 2000));
      }
    }
  }
  // Without locks (a preview over plain http on another machine) each tab that is seen asks for itself, without being held.
  async function poll() {
    for (;;) {
      if (document.visibilityState === "visible") await ask(false).then(enqueue, () => {});
      await rest(700);
    }
  }
  const check = () => ask(false).then(enqueue, () => {});
  addEventListener("pageshow", (event) => { if (event.persisted) check(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") check(); });

  // ── What is wrong ──
  const overlay = (() => {
    const host = document.createElement("seodang-problems");
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML = `<style>
      :host { all: initial; position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483646; font: 14px/1.5 system-ui, sans-serif; color-scheme: light dark; }
      * { box-sizing: border-box; }
      [hidden] { display: none !important; }
      button { font: inherit; cursor: pointer; }
      .pill { border: 1px solid light-dark(#8a5a00, #ffca66); border-radius: 2rem; padding: .3rem .9rem; background: light-dark(#fff7e0, #3a2c05); color: light-dark(#5c3c00, #ffe2a8); box-shadow: 0 2px 8px rgb(0 0 0 / .2); }
      .pill.bad { border-color: light-dark(#a30000, #ff9c9c); background: light-dark(#fff0f0, #470c0c); color: light-dark(#8a0000, #ffd1d1); }
      .panel { position: fixed; inset: auto 1rem 1rem; max-width: 60rem; max-height: 60vh; margin-inline: auto; overflow: auto; border: 2px solid light-dark(#a30000, #ff9c9c); border-radius: .6rem; background: light-dark(#fff, #1d1f24); color: light-dark(#1b1b1b, #ececec); box-shadow: 0 8px 40px rgb(0 0 0 / .35); }
      header { position: sticky; top: 0; display: flex; gap: 1rem; align-items: center; padding: .5rem .9rem; background: light-dark(#fff0f0, #470c0c); font-weight: 600; }
      header span { flex: 1; }
      header button { border: 1px solid currentColor; border-radius: .4rem; background: none; color: inherit; padding: .1rem .6rem; }
      ol { list-style: none; margin: 0; padding: 0; }
      li { padding: .6rem .9rem; border-top: 1px solid light-dark(#ddd, #444); }
      .what { margin: 0; }
      .code { font-size: 12px; opacity: .75; }
      .where { border: 0; background: none; padding: 0; color: light-dark(#0b57d0, #9cc3ff); text-decoration: underline; font: 13px ui-monospace, monospace; text-align: start; }
      pre { margin: .3rem 0; padding: .4rem .6rem; overflow: auto; white-space: pre; border-radius: .3rem; background: light-dark(#f4f4f4, #2a2d33); font: 13px/1.5 ui-monospace, monospace; }
      mark { background: light-dark(#ffd6d6, #7a1f1f); color: inherit; }
      .hint { margin: 0; opacity: .85; }
      .offline { position: fixed; inset: 0 0 auto; padding: .3rem 1rem; text-align: center; background: light-dark(#fff7e0, #3a2c05); color: light-dark(#5c3c00, #ffe2a8); }
    </style><p class="offline" role="status" hidden></p><button class="pill" type="button" hidden></button>
    <section class="panel" role="region" aria-label="Problems" hidden><header><span role="status"></span><button type="button">Close</button></header><ol></ol></section>`;
    const part = (selector) => root.querySelector(selector);
    const pill = part(".pill"), panel = part(".panel"), list = part("ol"), title = part("header span"), offline = part(".offline");
    let closed = "", shown = "";
    // The places that the file names of the list lead to.
    const places = new WeakMap();
    const make = (name, className, text) => {
      const made = document.createElement(name);
      if (className) made.className = className;
      if (text !== undefined) made.textContent = text;
      return made;
    };
    const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
    function item(problem) {
      const entry = make("li");
      const what = make("p", "what", problem.message + " ");
      what.append(make("span", "code", `${problem.severity}[${problem.code}]`));
      entry.append(what);
      const where = make("button", "where", problem.line ? `${problem.path}:${problem.line}:${problem.column}` : problem.path);
      where.type = "button";
      where.title = "Alt-click or Alt+Enter opens it in your editor";
      where.addEventListener("click", () => note("Hold Alt and click, or press Alt+Enter, to open this file in your editor."));
      places.set(where, { file: problem.path, line: problem.line || 1, column: problem.column || 1 });
      entry.append(where);
      if (problem.excerpt) {
        const code = make("pre");
        code.append(problem.excerpt[0], make("mark", "", problem.excerpt[1] || " "), problem.excerpt[2]);
        entry.append(code);
      }
      if (problem.hint) entry.append(make("p", "hint", problem.hint));
      return entry;
    }
    function render(problems, all) {
      const here = decodeURI(location.pathname);
      const wanted = problems.list.filter((problem) => all || problem.severity === "error");
      // What is wrong with this page comes first.
      wanted.sort((a, b) => (decodeURI(b.page || "") === here) - (decodeURI(a.page || "") === here));
      list.replaceChildren(...wanted.map(item));
      if (problems.failure) {
        const entry = make("li");
        entry.append(make("p", "what", "What you see is the last state that could be shown."), make("pre", "", problems.failure));
        list.prepend(entry);
      }
      title.textContent = label(problems);
    }
    const label = (problems) => [
      problems.failure ? "cannot be shown" : "", problems.errors ? plural(problems.errors, "error") : "", problems.warnings ? plural(problems.warnings, "warning") : "",
    ].filter(Boolean).join(", ");
    let latest = null;
    const open = (all) => { render(latest, all); panel.hidden = false; pill.hidden = true; };
    // Whoever asked for the list keeps it until it is put away, whatever is saved meanwhile.
    let asked = false;
    const close = () => { asked = false; closed = shown; panel.hidden = true; pill.hidden = false; };
    pill.addEventListener("click", () => { asked = true; open(true); part("header button").focus(); });
    part("header button").addEventListener("click", close);
    root.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) { close(); event.stopPropagation(); } });
    async function show(news) {
      if (!host.isConnected) document.documentElement.append(host);
      if (!news.errors && !news.warnings && !news.failure) {
        pill.hidden = true; panel.hidden = true; shown = ""; closed = ""; asked = false;
        return;
      }
      latest = await fetch(own("problems")).then((answer) => answer.json());
      const bad = latest.errors > 0 || latest.failure;
      pill.textContent = label(latest);
      pill.classList.toggle("bad", Boolean(bad));
      shown = JSON.stringify([latest.failure, latest.list.filter((problem) => problem.severity === "error").map((problem) => [problem.path, problem.code, problem.message])]);
      // An error that came up shows itself; one that was put away stays away until it is another.
      if (asked) open(true);
      else if (bad && shown !== closed) open(false);
      else { panel.hidden = true; pill.hidden = false; }
    }
    function connection(back) {
      if (!host.isConnected) document.documentElement.append(host);
      offline.hidden = back;
      offline.textContent = back ? "" : "The preview has ended: this page no longer follows your changes.";
    }
    function note(text) {
      if (!host.isConnected) document.documentElement.append(host);
      offline.hidden = false;
      offline.textContent = text;
      setTimeout(() => { offline.hidden = true; }, 6000);
    }
    const placeAt = (x, y) => places.get(root.elementFromPoint(x, y));
    const placeInFocus = () => root.activeElement && places.get(root.activeElement);
    const focused = () => root.activeElement;
    return { host, show, connection, note, placeAt, placeInFocus, focused };
  })();

  // ── From the page to its source ──
  // Scripts of a course can do whatever this one can. So the click that opens an editor lands in a frame of another origin,
  // which lies over the page while Alt is held and holds the key (editor_router.rs says why). What this script adds is
  // what stands at the point of the click.
  (() => {
    const home = now.editor;
    let frame = null, before = null;
    const send = (message) => frame.contentWindow.postMessage({ seodang: "page", ...message }, home);
    function create() {
      frame = document.createElement("iframe");
      frame.src = `${home}/`;
      frame.title = "Open in the editor";
      frame.tabIndex = -1;
      frame.style.cssText = "position: fixed; inset: 0; width: 100%; height: 100%; max-width: none; max-height: none; margin: 0; padding: 0; border: 0; opacity: 1; filter: none; transform: none; clip-path: none; background: none; box-shadow: none; visibility: visible; pointer-events: auto; z-index: 2147483647; color-scheme: light only; display: none";
      frame.addEventListener("load", () => send({ kind: "hello" }));
      frame.dataset.seodangEditor = "";
      document.documentElement.append(frame);
      // A theme's own policy may let no frame in.
      setTimeout(() => { if (!frame.dataset.seodangEditor) { lift(); overlay.note("No editor can be opened from this page: the preview's frame was not loaded."); } }, 5000);
    }
    function lay() {
      if (!frame || !frame.isConnected) create();
      if (frame.style.display === "block") return;
      before = overlay.placeInFocus() ? overlay.focused() : document.activeElement;
      frame.style.display = "block";
      // Enter opens what has the focus: the frame must be the one to hear it.
      if (overlay.placeInFocus()) frame.focus();
    }
    function lift() {
      if (!frame || frame.style.display === "none") return;
      const had = document.activeElement === frame;
      frame.style.display = "none";
      if (had && before && before.isConnected) before.focus({ preventScroll: true });
    }
    async function placeAt(x, y) {
      const target = document.elementFromPoint(x, y);
      if (target === overlay.host) return overlay.placeAt(x, y);
      if (!target || !target.closest("main")) return null;
      return { page: location.pathname, line: await lineOf(target) };
    }
    const isAlt = (event) => event.altKey && !event.ctrlKey && !event.metaKey && !event.getModifierState("AltGraph");
    const remote = "Files open in the editor only where the preview runs: at localhost.";
    if (home) {
      addEventListener("message", async (event) => {
        if (!frame || event.source !== frame.contentWindow || event.origin !== home || !event.data || event.data.seodang !== "editor") return;
        const { kind, x, y, focused, text } = event.data;
        if (kind === "ready") frame.dataset.seodangEditor = "ready";
        else if (kind === "note") overlay.note(text);
        else if (kind === "release") lift();
        else if (kind === "press") {
          lift();
          const place = focused ? overlay.placeInFocus() : await placeAt(x, y);
          if (place) send({ kind: "open", ...place });
        }
      });
      addEventListener("keydown", (event) => { if (event.key === "Alt" && isAlt(event)) lay(); }, true);
      addEventListener("keyup", (event) => { if (event.key === "Alt") lift(); }, true);
      // Where another window has the keyboard, the pointer tells first.
      addEventListener("pointermove", (event) => { if (isAlt(event)) lay(); }, true);
      // The button's press moves the focus into the frame: that is not yet another window (Firefox says so a moment later).
      addEventListener("blur", () => setTimeout(() => { if (!document.hasFocus()) lift(); }, 100));
    }
    // A click that came before the frame did.
    addEventListener("click", (event) => {
      if (!event.isTrusted || !isAlt(event) || !event.target.closest("main")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      overlay.note(home ? "Hold Alt and click once more to open this place in your editor." : remote);
      if (home) lay();
    }, true);
  })();
  const isElement = (node) => node && node.nodeType === 1;
  async function lineOf(target) {
    let node = target;
    while (node && !origin.has(node)) node = node.parentElement;
    if (!node) return 1;
    const way = [];
    for (let step = origin.get(node); step && step !== source; step = step.parentElement) {
      way.unshift([...step.parentElement.children].indexOf(step));
    }
    const answer = await fetch(own("lines", { page: location.pathname }));
    if (!answer.ok) return 1;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    let found = page.documentElement;
    for (const index of way) if (isElement(found.children[index])) found = found.children[index];
    const comments = page.createNodeIterator(page, NodeFilter.SHOW_COMMENT);
    let line = 1;
    for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) {
      if (!(comment.compareDocumentPosition(found) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      const said = /^line (\d+)$/.exec(comment.data);
      if (said) line = Number(said[1]);
    }
    return line;
  }
  // ── Begin ──
  ask(false).then((news) => (news.state === now.state ? overlay.show(news) : enqueue(news)), () => {});
  if (navigator.locks && channel) navigator.locks.request("seodang", follow);
  else poll();
})();
