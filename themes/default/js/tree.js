// Opens and closes branches of the course tree where they are, and remembers them. Loaded on demand, as is the data of
// branches that the page does not contain.
(function () {
  "use strict";
  const nav = document.querySelector(".course-nav");
  const home = new URL(".", nav.querySelector(".drawer-title").href);
  const key = `seodang:tree:${home.pathname}`;
  const own = (from, selector) => from.querySelector(`:scope > ${selector}`);
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  // ── The branches that the reader opened and closed, by their addresses ──
  let state = {};
  try { state = JSON.parse(localStorage.getItem(key)) || {}; } catch (_) {}
  const pathOf = (address) => address.slice(home.href.length);
  function keep(path, open) {
    state[path] = open;
    try { localStorage.setItem(key, JSON.stringify(state)); } catch (_) {}
  }

  // ── The whole tree, by address ──
  let whole = null;
  function contents() {
    whole ||= new Promise((done) => {
      const script = document.createElement("script");
      script.src = nav.dataset.contents;
      script.onerror = () => { whole = null; script.remove(); };
      script.onload = () => {
        const entries = new Map();
        const add = (level, above) => {
          for (const [href, kind, label, title, file, tasks, below] of level) {
            const entry = { href: new URL(href, home).href, kind, label, title, file, tasks, above, below: [] };
            entries.set(entry.href, entry);
            if (above) above.below.push(entry);
            add(below, entry);
          }
        };
        add(window.seodangContents, null);
        done(entries);
      };
      document.head.append(script);
    });
    return whole;
  }

  // ── The same elements as in the page ──
  function list(entries) {
    const made = document.createElement("ul");
    for (const entry of entries) {
      const item = make("li", `nav-${entry.kind}`);
      const link = make("a", "");
      link.href = entry.href;
      if (entry.label) link.append(make("span", "nav-label", entry.label), " ");
      link.append(make("span", "nav-title", entry.title));
      if (entry.file) link.append(" ", make("small", "", entry.file));
      if (entry.tasks) {
        const sum = make("span", "tasks-sum");
        sum.dataset.tasks = entry.tasks;
        link.append(" ", sum);
      }
      item.append(link);
      if (entry.below.length) {
        const toggle = make("button", "nav-toggle");
        toggle.type = "button";
        toggle.dataset.load = "tree.js";
        toggle.setAttribute("aria-label", entry.label || entry.title);
        toggle.setAttribute("aria-expanded", false);
        item.append(toggle);
      }
      made.append(item);
    }
    return made;
  }
  async function unfold(item, open) {
    let below = own(item, "ul");
    if (open && !below) {
      const entry = (await contents()).get(own(item, "a").href);
      if (!entry) return;
      below = list(entry.below);
      item.append(below);
      if (window.seodangTasks) window.seodangTasks.show();
    }
    if (below) below.hidden = !open;
    own(item, ".nav-toggle").setAttribute("aria-expanded", open);
  }
  document.addEventListener("seodang:open", (event) => {
    const toggle = event.target.closest(".nav-toggle");
    if (!toggle) return;
    const item = toggle.parentElement;
    const open = toggle.getAttribute("aria-expanded") !== "true";
    keep(pathOf(own(item, "a").href), open);
    unfold(item, open);
  });

  // ── Restored: what was open; on pages outside of the tree the branch of the page that was read last ──
  async function restore(level) {
    for (const item of level.children) {
      const wanted = state[pathOf(own(item, "a").href)];
      if (own(item, ".nav-toggle") && wanted !== undefined && !item.querySelector("[aria-current]")) await unfold(item, wanted);
      const below = own(item, "ul");
      if (below && !below.hidden) await restore(below);
    }
  }
  async function showLast() {
    const last = window.seodangTasks && window.seodangTasks.last();
    if (!last || nav.querySelector("[aria-current]")) return;
    const linkTo = (entry) => [...nav.querySelectorAll("li > a")].find((link) => link.href === entry.href);
    const found = (await contents()).get(new URL(last.at, home).href);
    const path = [];
    for (let entry = found; entry; entry = entry.above) path.unshift(entry);
    for (const entry of path) {
      const link = linkTo(entry);
      if (entry === found) link.setAttribute("aria-current", "true");
      else await unfold(link.parentElement, true);
    }
  }
  (async () => {
    await restore(own(nav, "ul"));
    await showLast();
    document.dispatchEvent(new Event("seodang:nav"));
  })();
})();
