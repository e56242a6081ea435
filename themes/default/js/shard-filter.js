// Tests whether a shard of text can contain a word, by the n-gram filter of the search data (`filter.js`), which only large
// courses have. Hashes pairs of Hangul syllables and triples of letters and digits, as `grams.rs` does.
(function () {
  "use strict";
  const grams = (word) => (word.toLowerCase().match(/[가-힣]{2,}|[a-z\d]{3,}/g) || []).flatMap((run) => {
    const codes = [...run].map((c) => c.charCodeAt(0));
    const hash = (x) => Math.imul(x, 0x9e3779b1) >>> 18;
    return run > "z" ? codes.slice(1).map((code, at) => hash(Math.imul(codes[at], 0x85ebca6b) ^ code))
      : codes.slice(2).map((code, at) => hash(codes[at] << 16 | codes[at + 1] << 8 | code));
  });
  self.seodangShardFilter = (filter) => {
    const sets = filter.map((unit) => unit.map(atob));
    const holds = (shard, text) => grams(text).every((hash) => sets[shard.unit][shard.at].charCodeAt(hash >> 3) >> (hash & 7) & 1);
    // A word may have several names; a shard is wanted for all words, or for any of them.
    return (shard, words, any) => !words[0] || words[any ? "some" : "every"]((names) => names.some((name) => holds(shard, name)));
  };
})();
