// Shows the problems of the course over the page: a pill with their number, a panel with their list, a line for notes. One
// of the parts of live.js (see client.rs): they share one scope.
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
  <section class="panel" role="region" hidden><header><span role="status"></span><button type="button"></button></header><ol></ol></section>`;
  const part = (selector) => root.querySelector(selector);
  const pill = part(".pill"), panel = part(".panel"), list = part("ol"), title = part("header span"), offline = part(".offline");
  part(".panel").setAttribute("aria-label", words.problems);
  part("header button").textContent = words.close;
  // The errors that were seen and put away, across the pages of a session of the browser: without a store, of this page.
  const store = (() => { try { return sessionStorage; } catch (_) { return null; } })();
  const recall = (name) => { try { return new Set(JSON.parse(store.getItem(name)) || []); } catch (_) { return null; } };
  const keep = (name, keys) => { try { store.setItem(name, JSON.stringify([...keys])); } catch (_) {} };
  const keyOf = (problem) => JSON.stringify([problem.path, problem.code, problem.message]);
  const isHere = (problem) => decodeURI(problem.page || "") === decodeURI(location.pathname);
  let seen = store && store.getItem("seodang-seen") ? recall("seodang-seen") : null;
  let closed = recall("seodang-closed") || new Set();
  // What made the panel open: the keys of errors that are new or on this page.
  let wanted = new Set();
  // The places of the problems, by the buttons that name them.
  const places = new WeakMap();
  const make = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const plural = (count, [one, many]) => (count === 1 ? one : many).replace("{count}", count);
  function item(problem) {
    const entry = make("li");
    const what = make("p", "what", problem.message + " ");
    what.append(make("span", "code", `${words.severity[problem.severity]}[${problem.code}]`));
    entry.append(what);
    const where = make("button", "where", problem.line ? `${problem.path}:${problem.line}:${problem.column}` : problem.path);
    where.type = "button";
    where.title = words.openHint;
    where.addEventListener("click", () => note(words.openNote));
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
    const chosen = problems.list.filter((problem) => all || wanted.has(keyOf(problem)) || (problem.severity === "error" && isHere(problem)));
    // Problems of this page come first.
    chosen.sort((a, b) => isHere(b) - isHere(a));
    list.replaceChildren(...chosen.map(item));
    if (problems.failure) {
      const entry = make("li");
      entry.append(make("p", "what", words.lastState), make("pre", "", problems.failure));
      list.prepend(entry);
    }
    title.textContent = label(problems);
  }
  const label = (problems) => [
    problems.failure ? words.cannotShow : "", problems.errors ? plural(problems.errors, words.error) : "", problems.warnings ? plural(problems.warnings, words.warning) : "",
  ].filter(Boolean).join(", ");
  let latest = null;
  const open = (all) => { render(latest, all); panel.hidden = false; pill.hidden = true; };
  // A list that was opened by hand stays until it is closed, whatever is saved meanwhile.
  let asked = false;
  const close = () => {
    asked = false;
    closed = new Set(errors().map(keyOf));
    if (latest && latest.failure) closed.add(latest.failure);
    keep("seodang-closed", closed);
    panel.hidden = true;
    pill.hidden = false;
  };
  const errors = () => (latest ? latest.list.filter((problem) => problem.severity === "error") : []);
  pill.addEventListener("click", () => { asked = true; open(true); part("header button").focus(); });
  part("header button").addEventListener("click", close);
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) { close(); event.stopPropagation(); } });
  async function show(news) {
    if (!host.isConnected) document.documentElement.append(host);
    if (!news.errors && !news.warnings && !news.failure) {
      pill.hidden = true; panel.hidden = true; asked = false;
      seen = new Set(); closed = new Set();
      keep("seodang-seen", seen); keep("seodang-closed", closed);
      return;
    }
    latest = await fetch(own("problems")).then((answer) => answer.json());
    const bad = latest.errors > 0 || latest.failure;
    pill.textContent = label(latest);
    pill.classList.toggle("bad", Boolean(bad));
    // An error that is new or on this page opens the panel, unless it was put away. At first, errors elsewhere are none that
    // are new: a course may have had them for long.
    const keys = errors().map(keyOf);
    const isNew = (problem) => seen !== null && !seen.has(keyOf(problem));
    const due = errors().filter((problem) => !closed.has(keyOf(problem)) && (isNew(problem) || isHere(problem) || wanted.has(keyOf(problem)))).map(keyOf);
    const failed = Boolean(latest.failure) && !closed.has(latest.failure);
    wanted = new Set(due);
    seen = new Set(keys);
    // A corrected error that returns is new again.
    closed = new Set([...closed].filter((key) => seen.has(key) || key === latest.failure));
    keep("seodang-seen", seen); keep("seodang-closed", closed);
    if (asked) open(true);
    else if (failed || due.length) open(false);
    else { panel.hidden = true; pill.hidden = false; }
  }
  function connection(back) {
    if (!host.isConnected) document.documentElement.append(host);
    offline.hidden = back;
    offline.textContent = back ? "" : words.ended;
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
