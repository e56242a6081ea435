// Reports the place, the progress and the score of a course to a learning platform by the run-time interface of SCORM 1.2 or
// SCORM 2004, where the platform offers one, and takes them over at the next launch. Without one it only shows the course.
(function () {
  "use strict";
  // Pages with the tokens of their tasks and questions, as progress.js keeps them: `!` where a box is ticked at first.
  const course = "@COURSE@";
  const frame = document.querySelector("iframe");
  const base = location.pathname.replace(/[^/]*$/, "");
  const key = (page) => `seodang:tasks:${base}#${page}`;
  const pages = course.pages.map(([path, tokens]) => ({ path, tokens: tokens.split(" ").filter(Boolean) }));
  const tokensOf = (text) => (text || "").split("|")[0].split(" ").filter(Boolean);

  // ── The interface: in a window above this one, or above the one that opened it ──
  function find(name) {
    const above = [];
    for (const start of [window, window.opener]) {
      for (let here = start, depth = 0; here && depth < 12; depth += 1) {
        above.push(here);
        if (here.parent === here) break;
        here = here.parent;
      }
    }
    for (const here of above) {
      try { if (here[name]) return here[name]; } catch (_) {}
    }
    return null;
  }
  const modern = find("API_1484_11");
  const api = modern || find("API");
  const call = (one, other, ...words) => { try { return String(api[modern ? one : other](...words)); } catch (_) { return ""; } };
  const get = (one, other) => call("GetValue", "LMSGetValue", modern ? one : other);
  const set = (one, other, value) => { const name = modern ? one : other; if (name) call("SetValue", "LMSSetValue", name, String(value)); };

  // ── The state: a bit for each token that a reader changed, with a hash of the tokens ──
  const order = pages.flatMap(({ tokens }) => tokens);
  const stamp = [...order.join(" ")].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7).toString(36);
  function records() {
    const found = new Map();
    try { for (const { path } of pages) found.set(path, localStorage[key(path)] || ""); } catch (_) {}
    // Where the browser keeps nothing, the page that is shown knows what was ticked on it.
    try { for (const [path, text] of frame.contentWindow.seodangTasks.records()) found.set(path, text); } catch (_) {}
    return found;
  }
  function written(known) {
    const bits = new Uint8Array(Math.ceil(order.length / 8));
    let at = 0;
    for (const { path, tokens } of pages) {
      const changed = new Set(tokensOf(known.get(path)));
      for (const token of tokens) {
        if (changed.has(token)) bits[at >> 3] |= 1 << (at & 7);
        at += 1;
      }
    }
    return `1.${stamp}.${btoa(String.fromCharCode(...bits)).replace(/(AA)+=*$/, "")}`;
  }
  function restore(state) {
    const [version, of, packed] = state.split(".");
    // The state of another version of the course names other tasks.
    if (version !== "1" || of !== stamp) return;
    let bits = "";
    try { bits = atob((packed || "").padEnd(Math.ceil((packed || "").length / 4) * 4, "A")); } catch (_) { return; }
    let at = 0;
    for (const { path, tokens } of pages) {
      const ticked = tokens.filter(() => { const bit = bits.charCodeAt(at >> 3) & (1 << (at & 7)); at += 1; return bit; });
      try {
        const own = tokensOf(localStorage[key(path)]);
        const both = [...new Set([...own, ...ticked])];
        if (both.length) localStorage[key(path)] = both.join(" ");
      } catch (_) {}
    }
  }

  // ── Reports ──
  let isOver = false;
  const began = Date.now();
  const wasCompleted = () => /completed|passed/.test(get("cmi.completion_status", "cmi.core.lesson_status").replace("incomplete", ""));
  function place() {
    try {
      const { pathname, hash } = frame.contentWindow.location;
      return pathname.startsWith(base) ? pathname.slice(base.length) + hash : "";
    } catch (_) { return ""; }
  }
  function report() {
    if (!api || isOver) return;
    const known = records();
    const isDone = ([page, token]) => tokensOf(known.get(page)).includes(token);
    const done = course.tasks.filter(isDone).length;
    const right = course.questions.filter(isDone).length;
    const share = course.tasks.length ? done / course.tasks.length : 1;
    const score = course.questions.length ? right / course.questions.length : share;
    const at = place();
    if (at) set("cmi.location", "cmi.core.lesson_location", at);
    set("cmi.suspend_data", "cmi.suspend_data", written(known));
    const hundredths = Math.round(score * 100);
    set("cmi.score.min", "cmi.core.score.min", 0);
    set("cmi.score.max", "cmi.core.score.max", 100);
    set("cmi.score.raw", "cmi.core.score.raw", hundredths);
    if (modern) {
      set("cmi.score.scaled", "", score.toFixed(4).replace(/\.?0+$/, ""));
      set("cmi.progress_measure", "", share.toFixed(4).replace(/\.?0+$/, ""));
    }
    if (share >= 1) set("cmi.completion_status", "cmi.core.lesson_status", "completed");
    else if (!wasCompleted()) set("cmi.completion_status", "cmi.core.lesson_status", "incomplete");
    call("Commit", "LMSCommit", "");
  }
  function finish() {
    if (!api || isOver) return;
    report();
    const seconds = Math.round((Date.now() - began) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    const clock = `${two(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    set("cmi.session_time", "cmi.core.session_time", modern ? `PT${seconds}S` : clock);
    set("cmi.exit", "cmi.core.exit", "suspend");
    call("Commit", "LMSCommit", "");
    call("Terminate", "LMSFinish", "");
    isOver = true;
  }

  let start = "";
  if (api) {
    call("Initialize", "LMSInitialize", "");
    restore(get("cmi.suspend_data", "cmi.suspend_data"));
    start = get("cmi.location", "cmi.core.lesson_location");
  }
  const isPage = course.files.includes(start.split("#")[0]);
  frame.addEventListener("load", () => {
    try { document.title = frame.contentDocument.title || document.title; } catch (_) {}
    report();
  });
  frame.src = isPage ? start : course.home;
  addEventListener("storage", (event) => { if (event.key && event.key.startsWith(key(""))) report(); });
  document.addEventListener("visibilitychange", report);
  setInterval(report, 15000);
  addEventListener("pagehide", finish);
})();
