// Searches the course: loads the search data file by file, scans it in slices of 8 ms, and shows the results. A classic
// script, because it runs from file:// too.
(function () {
  "use strict";
  const home = document.currentScript.src.replace(/[^/]*$/, "");
  // A translation of the course has a folder of its own.
  const folder = document.querySelector('[data-load="search.js"]')?.dataset.search || "search/";
  const root = home.replace(/[^/]*\/$/, "");
  const has = (pattern, text) => { pattern.lastIndex = 0; return pattern.test(text); };
  // Returns the share of a text that a pattern matches.
  const share = (pattern, text) => { pattern.lastIndex = 0; const hit = pattern.exec(text); return hit ? hit[0].length / text.length : 0; };
  function make(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    made.append(...children);
    return made;
  }

  // ── From words to patterns ──
  const LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  // A word is searched without its particle if at least two syllables, or a Latin letter or digit, remain.
  const PARTICLE = /(?:에서[는도]?|으로는?|이?라는|부터|까지|에게|처럼|보다|마다|이[란나]|[은는이가을를의에로와과도만란])$/;
  function stem(word) {
    const rest = word.replace(PARTICLE, "");
    return /[가-힣]{2}$|[a-z\d)]$/i.test(rest) ? rest : word;
  }
  function pattern(word, half) {
    let text = "";
    let hangul = false;
    [...word].forEach((c, at, all) => {
      const before = hangul;
      hangul = /[ㄱ-ㅎ가-힣]/.test(c);
      // Compounds are written with and without a space.
      if (before && hangul) text += " ?";
      // So are names with numbers: `route53` is Route 53.
      if (/\d/.test(c) && /[a-z]{3}$/i.test(word.slice(0, at))) text += "[ _-]?";
      const lead = LEADS.indexOf(c) * 588 + 0xac00;
      text += lead >= 0xac00 ? `[${c}${String.fromCharCode(lead)}-${String.fromCharCode(lead + 587)}]`
        : (half && at === all.length - 1 && half(c)) || c.replace(/[$()*+.?[\\\]^{|}]/, "\\$&");
    });
    return (/^[a-z\d]{1,2}$/i.test(word) ? "(?<![a-z\\d])" : word[0] === "-" ? "(?<!\\S)" : "") + text;
  }
  const regexp = (text) => new RegExp(text, /[a-z]/i.test(text) ? "gi" : "g");
  // `half` returns the pattern of a last syllable that is still being composed.
  function compile(typed, half) {
    const words = typed.split(/\s+/);
    const sources = words.map((word, at) => (half && at === words.length - 1 ? pattern(word, half) : pattern(stem(word))));
    const phrase = sources.join("[가-힣]{0,3}[ _-]?");
    return {
      words: sources.map(regexp), phrase: regexp(phrase), any: regexp([phrase, ...sources].join("|")),
      exact: regexp(words.map((word) => pattern(word)).join("[ _-]?")), stems: half ? [] : words.map((word) => [stem(word)]),
    };
  }

  // ── The data: the head first, then headings, then text ──
  const answers = {};
  const loads = {};
  self.seodangSearch = (name, value) => answers[name](value);
  function script(src, answer) {
    return loads[src] ||= new Promise((done, failed) => {
      const made = make("script", { src: home + src, charset: "utf-8" });
      if (answer) answers[answer] = done;
      else made.onload = done;
      made.onerror = () => { delete loads[src]; made.remove(); failed(new Error(made.src)); };
      document.head.append(made);
    });
  }
  const load = (name, version) => script(`${folder}${name}.js${version ? `?v=${version}` : ""}`, name);
  // Common syllables are packed into two bytes (`syllables.rs`).
  const COMMON = [...Array(1729).keys()].map((at) => String.fromCharCode(0xac00 + (at / 91 | 0) * 588 + [0, 1, 4, 5, 6, 8, 9, 11, 12, 13, 17, 18, 20][(at / 7 | 0) % 13] * 28 + [0, 1, 4, 8, 16, 17, 21][at % 7]));
  const unpack = (text) => text.replace(/[\u0100-\u07c0\ue100-\ue7c0]/g, (c) => COMMON[c.charCodeAt(0) - 256] || String.fromCharCode(c.charCodeAt(0) - 0xe000));
  let head;
  // The page that the reader is on.
  let open;
  const shards = [];
  let terms;
  // Tests whether a shard can contain some words; undefined for small courses.
  let mayHold;
  const pages = [];
  async function begin() {
    const [data] = await Promise.all([load("head"), script("snippets.js")]);
    if (head) return;
    head = data;
    const here = location.href.replace(/[?#].*/, "");
    const add = (unit, [kind, label, title, href]) => {
      const page = { unit, kind: /course|part|week|day/.test(kind) ? "overview" : kind, label, title, href: root + href, heads: "", text: "" };
      if (page.href === here) open = page;
      pages.push(page);
      return page;
    };
    data.units.forEach((unit, at) => {
      unit.all = unit.pages.map((page) => add(at, page));
      let from = 0;
      unit.shards.forEach(([version, count], k) => shards.push({ unit: at, at: k, name: `${unit.name}-${k}`, version, pages: unit.all.slice(from, from += count) }));
    });
    const files = data.files.map(([path, href]) => add(data.units.length, ["file", "", path, href]));
    const last = data.units.length;
    data.file_shards.forEach(([version, count], k) => shards.push({ unit: last, at: k, name: `files-${k}`, version, pages: files.splice(0, count) }));
    // The week of the current page is searched first.
    shards.sort((a, b) => open && (b.unit === open.unit) - (a.unit === open.unit));
    terms = data.terms.map(([name, others, id, where]) => ({ names: [name, ...others], id: id || slug(name), where }));
  }
  let outlines;
  const outline = () => outlines = Promise.all([
    load("terms", head.definitions).then((texts) => texts.forEach((text, at) => { terms[at].about = unpack(text); })),
    head.filter && Promise.all([load("filter", head.filter), script("shard-filter.js")]).then(([sets]) => { mayHold = self.seodangShardFilter(sets); }),
    ...head.units.map(async (unit) => {
      const { around, pages: found } = await load(unit.name, unit.outline);
      found.forEach(([heads, places], at) => Object.assign(unit.all[at], { heads: unpack(heads), around: places.map((place) => unpack(around[place])) }));
    }),
  ]);
  async function fetchText(shard) {
    const texts = await load(shard.name, shard.version);
    shard.ready ||= texts.forEach((text, at) => { shard.pages[at].text = unpack(text); }) || true;
  }
  const slug = (text) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "").replace(/ /g, "-") || "§";
  function idOf(page, section) {
    const [before, after] = page.around[section].split("\n");
    return after === undefined ? before : before + slug(page.heads.split("\n")[section]) + after;
  }

  // ── Scanning ──
  let now = 0;
  let deadline = 0;
  // Yields to the browser after 8 ms; returns whether the result is still wanted.
  async function goOn(run) {
    if (performance.now() > deadline) {
      await new Promise((go) => setTimeout(go));
      deadline = performance.now() + 8;
    }
    return run === now;
  }
  // Returns the score of a page; 0 if it does not match. Titles count most, then defined terms, headings, frequency in the text.
  function judge(page, sought) {
    const { phrase, words, weigh, exact, also, defined } = sought;
    const name = `${page.label} ${page.title}`;
    const inTitle = Math.max(share(phrase, page.title), share(phrase, name));
    let score = inTitle && 150 + 200 * inTitle;
    if (inTitle > 0.25) sought.titled = true;
    if (has(phrase, page.heads)) {
      const heads = page.heads.split("\n").map((text) => share(phrase, text)).filter(Boolean);
      score += 40 + 80 * Math.max(...heads, 0) + 6 * Math.min(heads.length, 5);
    }
    phrase.lastIndex = 0;
    let count = 0;
    for (let hit; count < 12 && (hit = phrase.exec(page.text));) count += /[a-z\d]/i.test(page.text[hit.index - 1]) ? 0.5 : 1;
    if (count) score += 10 + 4 * count + 5 * has(exact, page.text);
    if (words[1]) {
      const places = words.map((word) => (has(word, name) ? 40 : has(word, page.heads) ? 14 : has(word, page.text) ? 2 : 0));
      // An expanded query weighs its words; otherwise a page holds all of them.
      const more = weigh ? weigh(page, places) : places.includes(0) ? 0 : places.reduce((a, b) => a + b);
      if (!score && !more) return 0;
      score += more || places.reduce((a, b) => a + b);
    }
    if (!score && also && [page.title, page.heads, page.text].some((text) => has(also, text))) score = 3;
    if (score && defined.has(page)) score += 120;
    return score * (page.kind === "file" ? 0.4 : page.kind !== "overview" ? 1 : inTitle ? 0.75 : 0.6);
  }
  // The number of results after which a large course is searched further only on demand.
  let most;
  async function scan(sought, run, show) {
    const found = new Map();
    const over = async (some) => {
      for (const page of some) {
        if (performance.now() > deadline && !(await goOn(run))) return false;
        const own = judge(page, sought);
        const score = sought.raise ? sought.raise(page, own) : own;
        if (score) found.set(page, score);
      }
      return run === now;
    };
    const close = terms.map((term) => [Math.max(...term.names.map((name) => share(sought.phrase, name))), term]).filter(([part]) => part).sort((a, b) => b[0] - a[0]);
    const named = close.filter(([part]) => part === 1).map(([, term]) => term);
    sought.defined = new Set(named.flatMap((term) => term.where.map((at) => pages[at])));
    const result = { found, sought, terms: close.slice(0, 3).map(([, term]) => term) };
    const texts = async () => {
      const missing = shards.filter((shard) => !shard.ready && (!mayHold || mayHold(shard, sought.stems, sought.weigh)));
      let shown = missing.length ? 0 : Infinity;
      for (const [at, shard] of missing.entries()) {
        if (mayHold && found.size > most) { result.more = true; break; }
        for (const next of missing.slice(at, at + 4)) fetchText(next).catch(() => {});
        if (performance.now() > shown + 150) { show(result); shown = performance.now(); }
        await fetchText(shard);
        if (!(await over(shard.pages))) return false;
      }
      return run === now;
    };
    if (!outlines) {
      if (!(await over(pages))) return;
      show(result);
    }
    try { await (outlines || outline()); } catch (error) { outlines = null; throw error; }
    if (!(await over(pages)) || !(await texts())) return;
    // With few results, the other names of the term are searched too.
    const others = named.flatMap((term) => term.names).filter((name) => name.length > 2 && !has(sought.phrase, name));
    if (found.size < 5 && others[0]) {
      sought.also = regexp(others.map((name) => pattern(name)).join("|"));
      sought.any = regexp(`${sought.any.source}|${sought.also.source}`);
      sought.stems = [];
      if (!(await over(pages)) || !(await texts())) return;
    }
    result.done = true;
    return result;
  }
  // Searches for words; for an expanded query if that finds few pages, or none by its title.
  async function ask(typed, run, show, raise) {
    const again = (sought) => scan(Object.assign(sought, { raise }), run, show);
    const result = await again(compile(typed));
    const few = Math.min(Math.max(5, pages.length / 10), pages.length / 4);
    const isEnough = result && result.found.size >= few && (result.sought.titled || result.more) && !/^[ㄱ-ㅎ]+$/.test(typed);
    // One letter begins a word that is still being typed.
    if (!result || isEnough || !typed[1]) return result;
    await script("hangul.js");
    const [names] = await Promise.all([load("names", head.names), script("query-expansion.js"), script("sound.js")]);
    return run === now ? self.seodangExpandQuery(typed, result, {
      terms, pages, few, partial: shards.some((shard) => !shard.ready), stem, pattern, regexp, compile, has, share, again, table: () => unpack(names), goOn: async () => performance.now() <= deadline || goOn(run),
    }) : undefined;
  }
  // Searches for words and numbering. `2주차`, `week 3 day 2`: the pages of that number come first, and other words are
  // searched in them.
  async function locate(typed, run, show) {
    if (!/\d|째|첫|first|second|third|fourth|\b(?:one|two|three|four)\b/i.test(typed)) return ask(typed, run, show);
    await script("numbering.js");
    const found = self.seodangNumbering(typed, pages, open);
    if (!found) return ask(typed, run, show);
    const place = new Map(found.pages.map((page, at) => [page, 2000 - at]));
    if (found.rest) return ask(found.rest, run, show, (page, score) => (score && place.has(page) ? 1000 + score : score));
    const raise = (page, score) => (place.has(page) ? place.get(page) + score / 1e4 : score);
    return scan(Object.assign(compile(typed), { raise }), run, show);
  }
  async function find(typed, run, show) {
    const result = await locate(typed, run, show);
    if (!result || ((result.found.size || result.terms[0]) && !result.unknown)) return result;
    await script("hangul.js");
    await script("did-you-mean.js");
    const corrected = await self.seodangDidYouMean(typed, {
      terms, pages, goOn: () => goOn(run), own: (word) => regexp(pattern(stem(word))), known: result.found.size > 0,
      again: (text, half) => (half ? scan(compile(text, half), run, () => {}) : locate(text, run, () => {})),
    });
    return result.found.size && (!corrected || !corrected.found.size) ? result : corrected;
  }

  // ── Results ──
  const opener = document.querySelector('[data-load="search.js"]');
  const label = opener.getAttribute("aria-label");
  const word = (key, value) => head.words[key] && head.words[key].replace(/\{\w+\}/, () => value);
  const input = make("input", { role: "combobox", class: "search-input", "aria-label": label, "aria-controls": "sd-found", "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", maxlength: "200" });
  const list = make("div", { role: "listbox", id: "sd-found", class: "search-found", "aria-label": label });
  const status = make("p", { role: "status", class: "search-status" });
  const filters = make("div", { class: "search-filters" });
  const leave = make("button", { type: "button", class: "search-close" }, "×");
  const dialog = make("dialog", { class: "search", "aria-label": label }, make("div", { class: "search-head" }, input, leave), filters, status, list);
  let options = [];
  let numbered = [];
  let active = -1;
  let last;
  let shown;

  const memory = () => `seodang:searches:${head.title}`;
  function recent() { try { return JSON.parse(localStorage.getItem(memory())) || []; } catch (_) { return []; } }
  function remember(texts) { try { localStorage.setItem(memory(), JSON.stringify(texts.slice(0, 8))); } catch (_) {} }

  function marked(text, { any }) {
    const made = document.createDocumentFragment();
    let at = 0;
    for (const hit of text.matchAll(any)) {
      made.append(text.slice(at, hit.index), make("mark", {}, hit[0]));
      at = hit.index + hit[0].length;
    }
    made.append(text.slice(at));
    return made;
  }
  function option(name, attributes, ...children) {
    const made = make(attributes.href ? "a" : "div", { role: "option", id: `sd-o${options.length}`, class: `search-${name}`, "aria-selected": "false", tabindex: "-1", ...attributes }, ...children);
    options.push(made);
    // Pages and terms are numbered: Alt and the digit open them, or the digit alone once a result is chosen.
    if (name === "page" && attributes.href && numbered.length < 9) {
      numbered.push(made);
      made.setAttribute("aria-keyshortcuts", `Alt+${numbered.length}`);
      made.prepend(make("span", { class: "search-number", "aria-hidden": "true" }, String(numbered.length)));
    }
    return made;
  }
  function button(name, text, act) {
    const made = option(name, {}, text);
    made.onclick = act;
    return made;
  }
  const group = (name, ...children) => make("div", { role: "group", class: "search-group", "aria-label": name }, ...children);
  const span = (name, ...children) => make(name === "code" ? name : "span", { class: `search-${name}` }, ...children);
  const offers = (name, texts) => group(name, make("p", { class: "search-name", "aria-hidden": "true" }, name), ...texts.map((text) => button("page", text, () => { input.value = text; input.focus(); search(); })));
  const inPlace = (change) => () => { const at = active; change(); draw(); choose(at); };
  function pageGroup(page, result) {
    const { places, query } = self.seodangSnippets(page, result.sought);
    const made = group(`${page.label} ${page.title}`, option("page", { href: page.href + query }, make("span", { class: `search-label kind-${page.kind}` }, page.label), " ", span("title", marked(page.title, result.sought))));
    const few = result.opened.has(page) || places.length < 5 ? places : places.slice(0, 3);
    for (const { section, line, code } of few) {
      made.append(option("spot", { href: page.href + query + (section ? `#${encodeURIComponent(idOf(page, section - 1))}` : "") },
        section ? span("heading", marked(page.heads.split("\n")[section - 1], result.sought)) : "", " ", line ? span(code ? "code" : "line", marked(line, result.sought)) : ""));
    }
    if (few !== places) made.append(button("more", word("search_more_here", places.length - 3), inPlace(() => result.opened.add(page))));
    return made;
  }
  const fits = ({ value, facet }, page) => !value || String(facet(page)) === value;
  // Shows how many pages each choice of a filter leaves.
  function tally() {
    for (const select of filters.children) {
      const counts = {};
      for (const page of last.found.keys()) {
        if ([...filters.children].every((other) => other === select || fits(other, page))) counts[select.facet(page)] = (counts[select.facet(page)] || 0) + 1;
      }
      for (const choice of select.options) {
        if (choice.value) choice.textContent = `${choice.label0} (${counts[choice.value] || 0})`;
        choice.hidden = choice.value && !counts[choice.value] && !choice.selected;
      }
    }
  }
  function draw() {
    const kept = options[active] && options[active].href;
    options = [];
    numbered = [];
    active = -1;
    list.textContent = "";
    input.removeAttribute("aria-activedescendant");
    if (last) {
      const best = [...last.found].filter(([page]) => [...filters.children].every((select) => fits(select, page))).sort((a, b) => b[1] - a[1]);
      tally();
      if (last.terms[0]) {
        list.append(group(word("search_term"), ...last.terms.map((term) => option("page", { href: `${root}${head.glossary}#${encodeURIComponent(term.id)}` },
          span("label", word("search_term")), " ", span("title", marked(term.names.join(" · "), last.sought)), span("line", term.about || "")))));
      }
      for (const [page] of best.slice(0, shown)) list.append(pageGroup(page, last));
      if (best.length > shown) list.append(button("more", word("search_more_pages"), inPlace(() => { shown += 12; })));
      else if (last.more) list.append(button("more", word("search_more_pages"), () => { most += 200; shown += 12; search(); }));
      if (!options.length && last.near && last.near[0]) list.append(offers(word("search_near"), [...new Set(last.near)]));
      if (last.done) status.textContent = best.length || last.terms[0] ? [`${last.as ? `${word("search_found_as", last.as)} ` : ""}${word("search_count", best.length + (last.more ? "+" : ""))}`, last.also && last.also[0] && word("search_also", last.also.join(", ")), last.part && word("search_any_words")].filter(Boolean).join(" · ") : word("search_none");
    } else {
      status.textContent = "";
      if (recent()[0]) list.append(offers(word("search_recent"), recent()), button("more", word("search_forget"), () => { remember([]); draw(); }));
    }
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", !list.hidden);
    if (kept) choose(options.findIndex((each) => each.href === kept));
  }
  function choose(at) {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = Math.min(at, options.length - 1);
    const made = options[active];
    if (!made) return;
    made.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", made.id);
    made.scrollIntoView({ block: "nearest" });
  }
  async function search() {
    const run = ++now;
    const typed = input.value.normalize("NFC").trim();
    const opened = new Set();
    const show = (result) => { last = Object.assign(result, { opened }); draw(); };
    deadline = performance.now() + 8;
    try {
      await begin();
      if (run !== now) return;
      if (!filters.firstChild) dress();
      if (!typed) { last = null; return draw(); }
      const result = await find(typed, run, show);
      if (run !== now) return;
      show(result);
      // For scripts of themes, and for benchmarks.
      dialog.dispatchEvent(new CustomEvent("seodang:found", { detail: result, bubbles: true }));
    } catch (_) {
      if (run === now) status.textContent = opener.dataset.failed;
    }
  }
  // Sets up the parts that need the words of the head.
  function dress() {
    leave.setAttribute("aria-label", word("close"));
    const part = (page) => (head.units[page.unit] || {}).part;
    const parts = [...new Set(head.units.map((unit) => unit.part).filter(Boolean))];
    for (const [name, all, facet, choices] of [
      // Parts that are the units themselves are no further choice.
      ["search_part", "search_all_parts", part, parts.some((name) => head.units.filter((unit) => unit.part === name)[1]) ? parts.map((name) => [name, name]) : []],
      ["search_unit", "search_all_units", (page) => page.unit, head.units.map((unit, at) => [at, unit.label])],
      ["search_kind", "search_all_kinds", (page) => page.kind, [...new Set(pages.map((page) => page.kind))].map((kind) => [kind, word(`kind_${kind.replace("-", "_")}`) || word(`search_${kind}`)])],
    ]) {
      const made = make("select", { "aria-label": word(name) }, make("option", { value: "" }, word(all)), ...choices.map(([value, text]) => Object.assign(make("option", { value }, text), { label0: text })));
      made.hidden = !choices[1] && name !== "search_part" || !choices[0];
      Object.assign(made, { facet, onchange: draw });
      filters.append(made);
    }
    dialog.append(make("p", { class: "search-keys", "aria-hidden": "true" }, word("search_keys")));
  }

  // ── The dialog ──
  function restart() { shown = 12; most = 200; active = -1; search(); }
  input.oninput = restart;
  input.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit && numbered[digit[1] - 1] && !event.isComposing && !event.ctrlKey && !event.metaKey && (event.altKey || (active >= 0 && !event.shiftKey))) {
      event.preventDefault();
      return numbered[digit[1] - 1].click();
    }
    if (event.isComposing || !options.length || !(step || event.key === "Enter")) return;
    event.preventDefault();
    const made = options[Math.max(active, 0)];
    if (step) choose((Math.max(active, step < 0 ? 0 : -1) + step + options.length) % options.length);
    else if (made.href && (event.ctrlKey || event.metaKey)) self.open(made.href);
    else made.click();
  };
  list.onclick = (event) => {
    if (event.target.closest("[href]")) remember([...new Set([input.value.trim(), ...recent()])]);
  };
  leave.onclick = () => dialog.close();
  dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); };
  dialog.onclose = () => { now++; };
  document.addEventListener("seodang:open", (event) => {
    if (!event.target.matches('[data-load="search.js"]') || dialog.open) return;
    document.body.append(dialog);
    dialog.showModal();
    input.select();
    restart();
  });
})();
