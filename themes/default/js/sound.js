// Finds the words of a course that sound like a typed word in the other letters: `terraform` for 테라폼, and the reverse. Words with the same consonants, which Korean spellings of
// foreign names keep, are compared by their vowels. The search loads it on demand,
// after `hangul.js`, for names that the table of names does not hold.
(function () {
  "use strict";
  const { parts } = self.seodangHangul;
  // Classes of consonants that Korean does not tell apart: K (ㄱㅋ g k c q), T (ㄷㅌ d t), P (ㅂㅍ b p f v), S (ㅅㅈㅊ s z j ch
  // sh), N (n, ng), M, R (l, r), H. A vowel at the start is A.
  const LEADS = "KKNTTRMPPSS-SSSKTPH";
  const TAILS = "-KKSNSNTRKMPSTPRMPPTTNSSKTPH";
  // The vowels as Latin ones: v is ㅓ, which stands for any; ㅡ fills the places that have no vowel in the other language.
  const VOWELS = "a e ia ie v e iv ie o ua ue ue io u uv ue ui iu  i i".split(" ");

  // Returns the sounds of a Korean word, consonants in capitals: KuPvNeTiS for 쿠버네티스; empty if it is not Korean.
  function korean(word) {
    let text = "";
    for (const [at, c] of [...word].entries()) {
      const p = parts(c);
      if (!p) return "";
      if (LEADS[p[0]] === "-") text += at ? "" : "A";
      // ㄹㄹ is one sound: 볼륨.
      else if (!(LEADS[p[0]] === "R" && /R$/.test(text))) text += LEADS[p[0]];
      text += VOWELS[p[1]] + TAILS[p[2]].replace("-", "");
    }
    return text;
  }

  // The readings of Latin letters, longest first. Two readings stand for a sound that is spelt in two ways.
  const READINGS = [
    [/^(?:tch|sch(?=[lmnw])|ssh|dge?(?=$|[eiy])|dj|sh|zh|ss|zz)/, ["S"]], [/^(?:ti|si|ci|ssi)(?=on|a[ln]|ou)/, ["S"]],
    [/^sch/, ["SK", "S"]], [/^cc(?=[eiy])/, ["KS"]], [/^sc(?=[eiy])/, ["S"]], [/^ch/, ["S", "K"]], [/^th/, ["T", "S", "TH"]], [/^ph/, ["P"]],
    [/^gh(?=$|t)/, [""]], [/^(?:ck|cc|kk|qu?|cq)/, ["K"]], [/^gn(?=[aeiou])/, ["KN", "N"]], [/^kn/, ["N", "KN"]], [/^mb(?=$|s$)/, ["M"]], [/^mb/, ["MP", "M"]],
    [/^ng(?=$|s$|ing)/, ["N"]], [/^ng(?=[eiy])/, ["NS", "NK"]], [/^n(?:g|k)(?=$)/, ["N", "NK"]],
    [/^c(?=[eiy])/, ["S"]], [/^c/, ["K"]], [/^gg?(?=[eiy])/, ["S", "K"]], [/^gg?/, ["K"]], [/^x(?=.)/, ["KS", "S"]], [/^x/, ["KS"]],
    [/^t(?=u[rae])/, ["S", "T"]], [/^d(?=u)/, ["T", "S"]], [/^(?:tt|dd|[td])/, ["T"]], [/^(?:bb|pp|ff|[bpfv])/, ["P"]], [/^[szj]/, ["S"]], [/^k/, ["K"]],
    [/^mm?/, ["M"]], [/^nn?/, ["N"]], [/^ll?/, ["R"]], [/^wr|^rh/, ["R"]], [/^rr?(?=[aeiouy])/, ["R"]], [/^rr?/, ["", "R"]],
    [/^h(?=[aeiouy])/, ["H", ""]], [/^h/, [""]], [/^wh?/, ["u"]],
  ];
  // Returns the sounds of a Latin word in each reading, at most 12.
  function latin(word) {
    let texts = [/^[aeiouwy]/.test(word) ? "A" : ""];
    let rest = word;
    while (rest) {
      const [rule, readings] = READINGS.find(([pattern]) => pattern.test(rest)) || [/^./, [rest[0]]];
      rest = rest.slice(rule.exec(rest)[0].length);
      texts = readings.flatMap((reading) => texts.map((text) => text + reading)).slice(0, 12);
    }
    return [...new Set(texts)];
  }

  const LIKE = { a: "aou", e: "aeiy", v: "aeiouy", o: "oau", u: "uow", i: "iey" };
  // Returns how far the vowels of two words with the same consonants differ, from 0.
  function distance(korean, latin) {
    const gaps = (text) => text.split(/[A-Z]/);
    const others = gaps(latin);
    return gaps(korean).reduce((sum, own, at, all) => {
      const other = others[at] || "";
      const last = at === all.length - 1;
      if (!own || !other) return sum + (own === other ? 0 : (last ? own || other : other) === (own ? "i" : "e") || other === "e" ? 0.2 : 1);
      const alike = [...own].some((letter) => [...other].some((each) => LIKE[letter].includes(each)));
      return sum + (alike ? 0 : 0.5) + 0.15 * Math.max(0, Math.abs(own.length - other.length) - 1);
    }, 0);
  }
  const consonants = (text) => text.replace(/[a-z]/g, "");

  // Letters that are read one by one: 에이더블유에스 is AWS, 이씨투 is EC2.
  const NAMES = { a: "에이", b: "비", c: "씨|시", d: "디", e: "이", f: "에프", g: "지", h: "에이치|에이취", i: "아이", j: "제이", k: "케이", l: "엘", m: "엠", n: "엔", o: "오", p: "피", q: "큐", r: "알|아르", s: "에스", t: "티", u: "유", v: "브이", w: "더블유|더블류", x: "엑스", y: "와이", z: "제트|지", 2: "투", 3: "쓰리|스리", 4: "포", 8: "에이트" };
  const SPELT = Object.entries(NAMES).flatMap(([letter, names]) => names.split("|").map((name) => [name, letter])).sort((a, b) => b[0].length - a[0].length);
  function spelt(word) {
    let text = "";
    for (let rest = word; rest;) {
      const [name, letter] = SPELT.find(([name]) => rest.startsWith(name)) || [];
      if (!name) return "";
      text += letter;
      rest = rest.slice(name.length);
    }
    return text.length > 1 && /[a-z]/.test(text) ? text : "";
  }

  // The words of titles, terms and headings with their weights, by how they begin: a sound is computed when it is compared. Those
  // of texts are asked only if none of these sounds alike.
  const STARTS = { K: "kcqgx", T: "td", P: "bpfv", S: "sczjgtxp", N: "nkg", M: "m", R: "rlw", H: "hw", A: "aeiouwyh" };
  const byStart = new Map();
  const inTexts = new Map();
  const read = new Set();
  function learn(text, weight) {
    keep(text.toLowerCase().match(/[a-z]{3,20}|[가-힣]{2,8}/g), weight, byStart);
  }
  function keep(words, weight, byStart) {
    for (const word of words || []) {
      const start = word < "가" ? word[0] : korean(word[0])[0];
      if (!byStart.has(start)) byStart.set(start, new Map());
      const words = byStart.get(start);
      const entry = words.get(word);
      if (entry) entry.weight += weight;
      else words.set(word, { word, weight });
    }
  }
  // Returns the words that may begin like a sound, in the other letters, with their sounds and consonants.
  function* alike(sound, isKorean, byStart) {
    for (const start of isKorean ? STARTS[sound[0]] : sound[0]) {
      for (const entry of (byStart.get(start) || new Map()).values()) {
        entry.sounds ||= (entry.word < "가" ? latin(entry.word) : [korean(entry.word)]).map((each) => [each, consonants(each)]);
        yield entry;
      }
    }
  }

  // Returns words in the other letters that sound like a word, the most usual first. `goOn` yields to the browser.
  self.seodangSound = async (word, { terms, pages, goOn, stem, strict }) => {
    if (!read.has(terms)) {
      read.add(terms);
      for (const term of terms) term.names.forEach((name) => learn(name, 3));
    }
    for (const page of pages) {
      const state = page.heads ? page : page.href;
      if (read.has(state)) continue;
      if (!(await goOn())) return [];
      read.add(state);
      learn(`${page.title}\n${page.heads.split("\n").map((head) => head.split(" ").map(stem).join(" ")).join("\n")}`, 1);
    }
    if (/^[가-힣]+$/.test(word)) {
      const letters = spelt(word);
      if (letters) return [letters];
      const named = near([korean(word)], true, strict, byStart);
      if (named[0] || strict || word.length < 3) return named;
      for (const page of pages) {
        if (!page.text || read.has(page.text)) continue;
        if (!(await goOn())) return [];
        read.add(page.text);
        keep(new Set(page.text.match(/[a-z]{5,20}/gi)?.map((each) => each.toLowerCase())), 1, inTexts);
      }
      return near([korean(word)], true, true, inTexts);
    }
    return /^[a-z]{4,}$/i.test(word) ? near(latin(word.toLowerCase()).filter((sound) => consonants(sound).length > 2), false, strict, byStart) : [];
  };
  // Returns the words that sound like one of some sounds, at most three: the nearest ones.
  function near(sounds, isKorean, strict, byStart) {
    const found = [];
    for (const sound of sounds) {
      const key = consonants(sound);
      // Two consonants say little: their vowels must fit.
      const most = key.length < 3 ? (strict ? -1 : 0) : Math.min(1, (strict ? 0.1 : 0.2) * key.length);
      if (key.length < 2) continue;
      for (const { word, weight, sounds: others } of alike(sound, isKorean, byStart)) {
        for (const [other, otherKey] of others) {
          const far = otherKey === key ? (isKorean ? distance(sound, other) : distance(other, sound)) : Infinity;
          if (far <= most) found.push({ word, far, weight });
        }
      }
    }
    found.sort((a, b) => a.far - b.far || b.weight - a.weight);
    return [...new Set(found.filter((each) => each.far <= found[0].far + 0.1).map((each) => each.word))].slice(0, 3);
  }
})();
