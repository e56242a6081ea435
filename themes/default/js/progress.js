// Stores the checkboxes of a page, and shows the progress of all pages beside their names.
(function () {
  "use strict";
  const own = document.currentScript.dataset;
  // A single file with all pages is its own home page.
  const base = new URL(own.home || "", document.baseURI);
  const home = base.pathname.replace(/[^/]*$/, "");
  const pathOf = (address) => new URL(address, base).pathname.slice(home.length);
  const here = pathOf(own.here || "");
  // The URL of the course is part of every key: courses on one host, and all files of a disk, share one storage.
  const prefix = `seodang:tasks:${home}#`;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const tokens = (text) => (text || "").split(/[ |]+/).filter(Boolean);

  // ── Memory: a record a page, "aB3_ !x9Zk|Qw12": ticked, unticked though the author ticked it, and after the bar the
  // tasks that the page has no longer: they may come back, and count in no sum until then ──
  const unkept = new Map();
  // Firefox gives each file of a disk a store of its own, but all of them one jar of cookies; Chromium does the reverse.
  const jar = location.protocol === "file:";
  function records() {
    const found = new Map();
    const note = (key, text) => { if (key.startsWith(prefix)) found.set(key.slice(prefix.length), text); };
    try { for (const key of Object.keys(localStorage)) note(key, localStorage[key]); } catch (_) {}
    if (jar) for (const cookie of document.cookie.split("; ")) note(...cookie.split("=").map(decodeURIComponent));
    for (const [page, text] of unkept) found.set(page, text);
    return found;
  }
  function store(key, text) {
    if (jar) document.cookie = `${encodeURIComponent(key)}=${encodeURIComponent(text)};path=${home}`;
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  }
  function save(page, text) {
    try {
      store(prefix + page, text);
      unkept.delete(page);
    } catch (_) { unkept.set(page, text); }
  }

  // ── The page that was read last, with the lab after it: `{at, name, hash, lab, labName}` ──
  const lastKey = `seodang:last:${home}`;
  function last() {
    try {
      const crumb = jar && document.cookie.split("; ").map((each) => each.split("=").map(decodeURIComponent)).find(([key]) => key === lastKey);
      return JSON.parse((crumb && crumb[1]) || localStorage.getItem(lastKey));
    } catch (_) { return null; }
  }
  if (own.place) {
    const keepPlace = () => {
      const now = document.querySelector(".outline [aria-current]");
      try { store(lastKey, JSON.stringify({ at: here, name: own.place, hash: now && now.hash, lab: own.lab && pathOf(new URL(own.lab, location)), labName: own.labName })); } catch (_) {}
    };
    keepPlace();
    addEventListener("pagehide", keepPlace);
  }

  // ── The checkboxes of the page ──
  function keep() {
    const known = new Set();
    const changed = [];
    for (const box of all("input[data-task]")) {
      const name = box.dataset.task;
      known.add(name);
      if (box.checked !== box.defaultChecked) changed.push((box.checked ? "" : "!") + name);
    }
    const gone = tokens(records().get(here)).filter((token) => !known.has(token.replace("!", "")));
    save(here, changed.join(" ") + (gone[0] ? `|${gone.join(" ")}` : ""));
    show();
  }
  function read() {
    const text = records().get(here);
    const marks = tokens(text);
    for (const box of all("input[data-task]")) {
      const name = box.dataset.task;
      box.checked = box.defaultChecked ? !marks.includes(`!${name}`) : marks.includes(name);
    }
    // Changes by the author are stored at once, so that the sums on other pages are right.
    if (text === undefined) show();
    else keep();
  }

  // ── Sums: what the reader ticked, of the boxes that the author left open ──
  function sum(path, from, pages = records()) {
    // An index page represents its folder.
    const below = path.replace(/index\.html$/, "");
    let done = 0;
    for (const [page, text] of pages) {
      if (page === path || (below !== path && page.startsWith(below))) for (const token of tokens(text.split("|")[0])) done += token[0] !== "!";
    }
    return Math.min(done, from.tasks);
  }
  function show() {
    const pages = records();
    for (const place of all(".tasks-sum")) {
      const row = place.closest("a, li");
      const count = place.dataset;
      const done = sum(row ? pathOf((row.href ? row : row.querySelector("a")).href) : here, count, pages);
      place.textContent = `${done}/${count.tasks}`;
      place.style.setProperty("--done", done / count.tasks);
      place.toggleAttribute("data-done", done > 0);
      place.toggleAttribute("data-all", done === +count.tasks);
    }
    for (const step of all("[data-step]")) step.toggleAttribute("data-done", all(`[data-task="${step.dataset.step}"]`).some((box) => box.checked));
    for (const note of all(".meter-note")) note.textContent = unkept.size ? note.dataset.note : "";
  }

  document.addEventListener("change", (event) => { if (event.target.dataset.task) keep(); });
  // Another tab, a return from the history, an update by the preview.
  addEventListener("storage", (event) => { if (!event.key || event.key.startsWith(prefix)) read(); });
  addEventListener("pageshow", (event) => { if (event.persisted) read(); });
  document.addEventListener("seodang:patch", read);
  read();
  window.seodangTasks = { own, here, records, save, read, show, sum, pathOf, last, jar };
})();
