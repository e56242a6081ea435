// Corrects a query without results: a half-composed syllable, the wrong keyboard layout, a typo.
// The search loads it on demand.
(function () {
  "use strict";
  // A syllable is a lead, a vowel and an optional tail, each with its keys on the standard Korean keyboard (Dubeolsik).
  const LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
  const TAILS = "\0ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
  const LEAD = "r R s e E f a q Q t T d w W c z x v g".split(" ");
  const VOWEL = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split(" ");
  const TAIL = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ");
  const syllable = (lead, vowel, tail) => String.fromCharCode(0xac00 + (lead * 21 + vowel) * 28 + tail);
  function parts(c) {
    const n = c.charCodeAt(0) - 0xac00;
    return n >= 0 && n < 11172 && [n / 588 | 0, (n / 28 | 0) % 21, n % 28];
  }
  function keysOf(c) {
    const p = parts(c);
    return p ? LEAD[p[0]] + VOWEL[p[1]] + TAIL[p[2]] : LEAD[LEADS.indexOf(c)] || VOWEL[VOWELS.indexOf(c)] || TAIL[TAILS.indexOf(c)] || c;
  }
  const keys = (text) => [...text].map(keysOf).join("");

  // Splits compound consonants of the input method: ㄳ into ㄱㅅ.
  const consonants = (text) => text.replace(/[ㄳㄵㄶㄺ-ㅀㅄ]/g, (c) => [...keysOf(c)].map((key) => LEADS[LEAD.indexOf(key)]).join(""));

  // Returns a pattern of all syllables that a last syllable can become while it is typed: 인 becomes 이너, 고 becomes 과.
  function half(c) {
    const p = parts(c);
    if (!p) return "";
    const [lead, vowel, tail] = p;
    const grown = (all, at) => [...all.keys()].filter((to) => all[to].startsWith(all[at]));
    if (!tail) return `[${grown(VOWEL, vowel).map((v) => `${syllable(lead, v, 0)}-${syllable(lead, v, 27)}`).join("")}]`;
    const pair = LEAD.includes(TAIL[tail]) ? ["", TAIL[tail]] : [...TAIL[tail]];
    const next = LEAD.indexOf(pair[1]);
    return `(?:[${grown(TAIL, tail).map((t) => syllable(lead, vowel, t)).join("")}]|${syllable(lead, vowel, TAIL.indexOf(pair[0]))} ?[${syllable(next, 0, 0)}-${syllable(next, 20, 27)}])`;
  }

  // Returns the text of the same keys in the other layout: 컨테이너 for `zjsxpdlsj`, docker for `애찾ㄷㄱ`; empty if it has none.
  const either = (keys) => keys.filter(Boolean).sort((a, b) => b.length - a.length).join("|");
  const SYLLABLE = new RegExp(`(${either([...LEAD])})(${either([...VOWEL])})((?:${either([...TAIL])})(?![koiOjpuPhynbml]))?`, "g");
  function otherKeyboard(typed) {
    if (/[ㄱ-ㅣ가-힣]/.test(typed)) return /[a-z]/i.test(typed) ? "" : keys(typed).toLowerCase();
    const text = typed.replace(/[^REQTWOP]/g, (c) => c.toLowerCase()).replace(SYLLABLE, (_, lead, vowel, tail = "") => syllable(LEAD.indexOf(lead), VOWEL.indexOf(vowel), TAIL.indexOf(tail)));
    return /^[가-힣\d ]*[가-힣][가-힣\d ]*$/.test(text) ? text : "";
  }

  // Returns the Damerau-Levenshtein distance of two sequences of keys.
  function distance(a, b) {
    let older = [];
    let old = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (a[i - 1] !== b[j - 1]));
        if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      [older, old] = [old, row];
    }
    return old[b.length];
  }

  // The words of the course with keys and weights: first those of terms, titles and headings; the Latin words of the text
  // (`deep`) only if none of these is near. Each page is read once.
  const known = new Map();
  const read = new Set();
  function learn(text, weight) {
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) || []) {
      const entry = known.get(word);
      if (entry) entry.weight += weight;
      else known.set(word, { word, weight, keys: keys(word) });
    }
  }
  // Returns the words nearest to a word, with their distances in keys. `goOn` yields to the browser and returns whether the
  // result is still wanted.
  async function nearest(typed, { terms, pages, goOn }, deep) {
    if (!known.size) for (const term of terms) term.names.forEach((name) => learn(name, 3));
    for (const page of pages) {
      const state = deep ? page.text && `${page.href} text` : page.href;
      if (!state || read.has(state)) continue;
      if (!(await goOn())) return [];
      read.add(state);
      if (deep) new Set(page.text.match(/(?<![a-z])[a-z][a-z\d]{3,}/gi)).forEach((word) => learn(word, 0.1));
      else { learn(page.title, 2); learn(page.heads, 1); }
    }
    const sought = keys(typed.toLowerCase());
    const most = Math.max(1, Math.min(3, sought.length / 3 | 0));
    const near = [];
    let count = 0;
    for (const { word, weight, keys: other } of known.values()) {
      if (!(++count % 200) && !(await goOn())) return [];
      if (Math.abs(other.length - sought.length) > most) continue;
      const far = distance(sought, other);
      if (far && far <= most) near.push({ word, far, weight });
    }
    if (!deep && /^[a-z\d]{4,}$/i.test(typed) && !near.some((each) => each.far === 1)) return nearest(typed, { terms, pages, goOn }, true);
    return near.sort((a, b) => a.far - b.far || b.weight - a.weight);
  }

  // Tests whether the pages that are loaded contain a word.
  async function holds(pattern, { pages, goOn }) {
    for (const page of pages) if ((await goOn()) && [page.title, page.heads, page.text].some((text) => text.search(pattern) >= 0)) return true;
    return false;
  }

  // Tries one correction after another until one has results. `again` searches, with a pattern of the last syllable if one
  // is given; `own` returns the pattern of a word. The result names its correction in `as`; without results, `near` lists
  // similar words.
  self.seodangDidYouMean = async (typed, { again, own, ...course }) => {
    const tried = new Set([typed]);
    let empty = null;
    const attempt = async (text, how) => {
      if (!text || (tried.has(text) && !how)) return null;
      tried.add(text);
      const result = await again(text, how);
      if (result && (result.found.size || result.terms[0])) return Object.assign(result, how ? {} : { as: text });
      empty = result;
      return null;
    };
    const found = (parts(typed.slice(-1)) && await attempt(typed, half)) || await attempt(consonants(typed)) || await attempt(otherKeyboard(typed));
    if (found) return found;
    // Words without results are replaced by words one key away; words further away are suggested.
    const near = [];
    const corrected = [];
    for (const word of typed.split(/\s+/)) {
      const some = await holds(own(word), course) ? [] : await nearest(word, course);
      near.push(...some.slice(0, 5).map((each) => each.word));
      corrected.push(some[0] && some[0].far === 1 && word.length > 2 ? some[0].word : word);
    }
    return await attempt(corrected.join(" ")) || Object.assign(empty || { found: new Map(), terms: [], done: true }, { near });
  };
})();
