// Patches the open page to a newer source of it: only the differences are applied, so that no state of the reader's is
// lost. One of the parts of live.js (see client.rs): they share one scope.
const script = document.currentScript;
const now = { ...script.dataset };
script.remove();
const own = (name, query) => `/__seodang/${name}${query ? `?${new URLSearchParams(query)}` : ""}`;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// `source` is the page as it was served; `live` maps each of its nodes to the one on the page, to which theme scripts add
// buttons, classes and dialogs, and in which readers open and tick things. Two sources are compared, and only their
// differences are applied to the page.
let source = document.documentElement.cloneNode(true);
const live = new WeakMap();
const origin = new WeakMap();
function pair(from, to) {
  live.set(from, to);
  origin.set(to, from);
  for (let a = from.firstChild, b = to.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) pair(a, b);
}
pair(source, document.documentElement);
// Attributes that scripts in the head gave to the root (the reader's colour scheme) are not part of the source.
for (const { name } of [...source.attributes]) if (!/^(lang|dir)$/.test(name)) source.removeAttribute(name);

// Tests whether an element is replaced as a whole: those hold no state of the reader's.
const isWhole = (node) => /^(svg|pre|math|style|script|picture|video|audio|iframe|object)$/i.test(node.nodeName);
const isAlike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName
  && (a.nodeType !== 1 || ((a.id || "") === (b.id || "") && kind(a) === kind(b)));
const kind = (node) => (node.getAttribute("class") || "").split(" ")[0];

// Pairs the children that stay: equal ones first, in order, then similar ones between them.
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
    // Equal ones further down: blocks were inserted or removed before them.
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
// Nodes of the source whose page nodes still show an earlier state.
const outdated = new WeakSet();
// Makes `old` (a node of the source) and its node on the page like `fresh`.
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
      // The partner, or the node that replaced it, is the next one now.
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
      // Classes that scripts added stay.
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

// Inserts a new node after `last` (a node of the source, or null for the first place).
function insert(parent, seen, last, node) {
  const copy = document.importNode(node, true);
  const kept = node.cloneNode(true);
  if (last) last.after(kept); else parent.prepend(kept);
  // A script may have wrapped the node before: the new one follows the wrapper.
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

// Carries the scroll position over to an element that is replaced as a whole.
function carryState(from, to) {
  if (from.nodeType !== 1) return;
  if (from.scrollLeft || from.scrollTop) requestAnimationFrame(() => to.scrollTo(from.scrollLeft, from.scrollTop));
}

// Keeps the last good drawing while a diagram is half typed, so that the page does not jump at every save.
function keepsDrawing(old, fresh, seen) {
  if (!seen || !fresh.matches("figure.diagram.failed") || !seen.querySelector("svg")) return false;
  seen.setAttribute("data-seodang-stale", "");
  // The site's style sheet for drawings no longer holds the rules of this one.
  if (!seen.querySelector(":scope > style")) seen.append(Object.assign(document.createElement("style"), { textContent: rules }));
  const kept = fresh.cloneNode(true);
  old.replaceWith(kept);
  // Its content is out of date: the next change replaces it as a whole.
  live.set(kept, seen);
  origin.set(seen, kept);
  outdated.add(kept);
  return true;
}

// The style rules of drawings, before any sheet is changed.
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
  const known = new Set([...document.scripts].map((each) => each.src));
  const active = document.activeElement;
  const place = anchor();
  patch(source, page.documentElement);
  hold(place);
  if (active && active !== document.body && document.contains(active) && document.activeElement !== active) active.focus({ preventScroll: true });
  runScripts(known);
  const blocks = shownBlocks(touched);
  document.dispatchEvent(new CustomEvent("seodang:patch", { detail: { changed: touched.filter((node) => node && node.isConnected) } }));
  return blocks;
}

// Runs the scripts of the theme that only the newer source loads, as for its first card: those of a parsed text never run.
function runScripts(known) {
  for (const inert of document.querySelectorAll("head script[src]")) {
    if (known.has(inert.src)) continue;
    const running = document.createElement("script");
    for (const { name, value } of [...inert.attributes]) running.setAttribute(name, value);
    const from = origin.get(inert);
    if (from) { live.set(from, running); origin.set(running, from); }
    inert.replaceWith(running);
  }
}

// Finds the block at the top of the window: text inserted above must not move it.
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

// ── Marks on changed blocks ──
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
