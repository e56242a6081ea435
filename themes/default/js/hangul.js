// Takes Korean syllables apart and maps them to the keys of the standard Korean keyboard, for what is typed in the wrong
// layout or is still being composed. The search loads it on demand.
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

  const initials = (text) => [...text].map((c) => { const p = parts(c); return p ? LEADS[p[0]] : c; }).join("");
  self.seodangHangul = { parts, keys, consonants, half, otherKeyboard, syllable, initials };
})();
