// Corrects a query without results: a half-composed syllable, the wrong keyboard layout, a typo.
// The search loads it on demand, after `hangul.js`.
(function () {
  "use strict";
  const { parts, keys, consonants, half, otherKeyboard } = self.seodangHangul;

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
    const found = !course.known && ((parts(typed.slice(-1)) && await attempt(typed, half)) || await attempt(consonants(typed)) || await attempt(otherKeyboard(typed)));
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
