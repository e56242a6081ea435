// Turns a page that matches a query into the lines that the search shows of it: of each section the line with most of the
// words. The search loads it with its data.
(function () {
  "use strict";
  const has = (pattern, text) => { pattern.lastIndex = 0; return pattern.test(text); };
  // Returns the sentence around an offset of a line, about two lines on a phone.
  function excerpt(line, at) {
    const from = at - line.slice(0, at).match(/(?:(?<!\S)(?:[^.!?。]|[.!?](?! )){0,50}|.{0,20})$/)[0].length;
    return (from ? "…" : "") + line.slice(from, from + 140).trim() + (line[from + 140] ? "…" : "");
  }
  // Returns the sections of a page that match, the best first, with the query of the words that each contains.
  self.seodangSnippets = ({ title, heads, text }, { phrase, any, words: sought, weights }) => {
    const best = [title, heads, text].some((part) => has(phrase, part)) ? phrase : any;
    const words = new Set();
    const places = new Map();
    const spot = (section, score) => {
      if (!places.has(section)) places.set(section, { section, score: 0 });
      places.get(section).score += score;
      return places.get(section);
    };
    heads.split("\n").forEach((head, at) => { if (has(best, head)) spot(at + 1, 50); });
    for (const [word] of `${title}\n${heads}`.matchAll(best)) words.add(word.toLowerCase());
    let section = 0;
    let next = text.indexOf("\f");
    let left = 200;
    const lines = new Map();
    for (const { 0: hit, index } of text.matchAll(best)) {
      if (!left--) break;
      for (; next >= 0 && next < index; next = text.indexOf("\f", next + 1)) section++;
      words.add(hit.toLowerCase());
      const from = text.lastIndexOf("\n", index) + 1;
      const start = from + text.slice(from, index).lastIndexOf("\f") + 1;
      if (!lines.has(start)) lines.set(start, { section, hits: [], seen: new Set(), code: text[start] === "\t" });
      const line = lines.get(start);
      line.hits.push(index - start);
      sought.forEach((word, at) => { if (has(word, hit)) line.seen.add(at); });
    }
    for (const [start, { section, hits, seen, code }] of lines) {
      const place = spot(section, hits.length * (code ? 1 : 3));
      const worth = [...seen].reduce((sum, at) => sum + (weights ? weights[at] : 1), 0) - (code && 0.4);
      // The line with most of the words is shown, and prose before code.
      if (place.line && place.worth >= worth) continue;
      place.score += 20 * (worth - (place.worth || 0)) * (sought[1] ? 1 : 0);
      const whole = text.slice(start, start + 2000).split(/[\n\f]/)[0];
      // Of a long line, the stretch with most hits.
      const count = (at) => hits.filter((each) => each >= at && each < at + 100).length;
      Object.assign(place, { worth, code, line: excerpt(whole, hits.reduce((a, b) => (count(b) > count(a) ? b : a))) });
    }
    return { places: [...places.values()].sort((a, b) => b.score - a.score || a.section - b.section), query: words.size ? `?q=${encodeURIComponent([...words].slice(0, 12).join("|"))}` : "" };
  };
})();
