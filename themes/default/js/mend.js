// Turns a query that found nothing into what may have been meant: a half-composed syllable, the other keyboard, a typo.
// The search loads it then, and not before.
(function () {
  "use strict";
  // A syllable is a lead, a vowel and perhaps a tail, each with its keys on the usual Korean keyboard.
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

  // Two consonants that the input method put into one sign: ㄳ for ㄱㅅ.
  const consonants = (text) => text.replace(/[ㄳㄵㄶㄺ-ㅀㅄ]/g, (c) => [...keysOf(c)].map((key) => LEADS[LEAD.indexOf(key)]).join(""));

  // All that a last syllable may become while it is being typed, as a pattern: 인 is on its way to 이너, 고 to 과.
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

  // What the same keys type on the other keyboard: 컨테이너 for `zjsxpdlsj`, docker for `애찾ㄷㄱ`; empty where it makes no sense.
  const either = (keys) => keys.filter(Boolean).sort((a, b) => b.length - a.length).join("|");
  const SYLLABLE = new RegExp(`(${either([...LEAD])})(${either([...VOWEL])})((?:${either([...TAIL])})(?![koiOjpuPhynbml]))?`, "g");
  function otherKeyboard(typed) {
    if (/[ㄱ-ㅣ가-힣]/.test(typed)) return /[a-z]/i.test(typed) ? "" : keys(typed).toLowerCase();
    const text = typed.replace(/[^REQTWOP]/g, (c) => c.toLowerCase()).replace(SYLLABLE, (_, lead, vowel, tail = "") => syllable(LEAD.indexOf(lead), VOWEL.indexOf(vowel), TAIL.indexOf(tail)));
    return /^[가-힣\d ]*[가-힣][가-힣\d ]*$/.test(text) ? text : "";
  }

  // How many keys are missing, too many, wrong or swapped.
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

  // The words of the course that are nearest to one that it does not hold: { word, far }, in keys. `texts` are pairs of
  // a text and what its words count; `goOn` gives the browser a turn and says whether anyone still waits.
  async function nearest(typed, texts, goOn) {
    const known = new Map();
    for (const [text, weight] of texts) {
      if (!(await goOn())) return [];
      for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) || []) known.set(word, (known.get(word) || 0) + weight);
    }
    const sought = keys(typed.toLowerCase());
    const near = [];
    const most = Math.max(1, Math.min(3, sought.length / 3 | 0));
    let count = 0;
    for (const [word, weight] of known) {
      if (!(++count % 64) && !(await goOn())) return [];
      const other = keys(word);
      if (Math.abs(other.length - sought.length) > most) continue;
      const far = distance(sought, other);
      if (far && far <= most) near.push({ word, far, weight });
    }
    return near.sort((a, b) => a.far - b.far || b.weight - a.weight);
  }

  self.seodangMend = { half, consonants, otherKeyboard, nearest };
})();
