// Expands a query that matches few pages: question words and endings count little or nothing, and each word also stands
// for the other names of its thing, by the table of names (`names.js` of the search data) and by sound (`sound.js`).
// The search loads it on demand, after `hangul.js`.
(function () {
  "use strict";
  const { keys, initials, parts, syllable } = self.seodangHangul;

  // Words that ask, with those that say little beside others. They are dropped if any other word is left.
  const ASKS = new RegExp(`^(?:${[
    "방법[은이을]?|법[은이을]?|어떻게|어떡해요?|어떤|어느|어디(?:서|에|에서)?|무엇(?:이|을|인가요?|인지)?|무슨|뭐(?:가|를|야|예요|에요|죠|지|냐)?|뭔(?:가요|지|데)|왜|언제|누가|얼마나?",
    "하는|하려면|하고|하면|할|해야|하나요?|하죠|할까요?|해요|해|합니까|한|되는|되나요?|돼요?|된|될|되죠|안|못|안돼요?|안되[는나]요?|않[는고아]\\S*|때|것|거|게|건가요?|수|있나요?|있는|있어요?|없나요?|없어요?|없는|있을까요?",
    "좀|알려줘|알려주세요|싶어요?|싶은데|그리고|또는|대해서?|대한|위한|위해서?|관련|[은는이가을를도]|경우|중|인가요?|이란|란|이[야죠]|먼저|해야하나요?|하는법|하는방법|써야|쓰나요|나요|나와요|떠요|뜨나요",
    "how|to|do|does|did|is|are|was|be|been|can|could|should|would|will|the|an?|of|in|on|at|for|from|with|by|it|its|this|that|there|and|or|i|my|me|we|you|your|what|what's|whats|which|who|why|when|where|if|then|not|don't|doesn't|isn't|can't|work|get|please|explain|tell|show|about|between|into|need|want|has|have|something|anything|someone|things?|any|some|just|also|so",
  ].join("|")})[?？!.]*$`, "i");
  // Words that ask for a kind of answer: they count a little.
  const LIGHT = /^(?:차이점?|비교|이유|의미|뜻|설명|예제|예시|개념|정의|종류|장단점|사용법?|one|two|three|difference|differences|mean|means|meaning|definition|define|example|examples|vs|using|uses?|used|write|make|create|run|set|add|show|connect|install|configure|change|fix|start|stop|first|works?|하다|필요(?:한가요|해요|한|성|하?)|중요(?:한가요|한|성|해요)|처음)[은는이가을를]?[?？]*$/i;
  // Endings of Korean verbs made of nouns (설정하는, 연결되나요), and of other verbs (띄우려면).
  const NOUN_VERB = /(?:하는데|하는|하기|하려면|하려고|하면|하고|하나요?|하죠|하지|할까요?|할|한|해요|해야|해서|해|했는데|했나요?|했을|합니까|합니다|됩니다|되는|되나요?|되지|되면|되죠|된다?|돼요?|될|시키는|시키기|시키려면|시킬|인가요?|이에요|예요|입니까|인지|이란|이?라는)$/;
  const VERB = /(?:려면|려고|나요|까요|어요|아요|세요|는지|는데|는|기|면|고|지|은|을|요)$/;

  const lead = (text, at) => text.slice(0, at);
  // What students call an action in plain words, and what courses call it.
  const ALIKE = [
    "지우|지워|없애|삭제|제거|delete|remove", "만들|만드|생성|create", "바꾸|바꿔|고치|변경|수정|change", "켜|시작|start", "끄|멈추|중지|종료|stop",
    "띄우|띄워|뜨|실행|구동|run", "올리|올려|배포|업로드|deploy", "내려받|다운로드|download", "합치|합쳐|병합|merge", "되돌리|되돌려|롤백|복구|rollback|revert",
    "나누|나눠|분리|분할", "합류|연결|접속|connect", "막|차단|방지|block", "늘리|늘려|확장|scale", "줄이|줄여|축소|최적화|reduce|optimize", "높이|향상|개선|최적화|improve", "빠르|빨리|느리|느려|성능|performance|slow|fast",
    "에러|오류|실패|문제|해결|트러블슈팅|error|fail|fix|troubleshoot", "권한|인가|permission|authorization|access|role", "죽|다운|장애|crash|failure", "사라|날아가|유실|보존|영속", "옮기|옮겨|이동|마이그레이션|move", "보기|보려|조회|확인|list|show",
    "찾기|찾|검색|find|search", "설치|install", "시작하|입문|기초|소개|intro|basic", "정렬|sort", "더하|추가|add", "숨기|비밀|secret", "지켜보|감시|모니터링|monitor", "몇|개수|count", "반복|loop", "비교|차이|compare|difference", "묶|그룹|group", "쪼개|분할|split", "복사|copy", "쓰기|작성|write", "남기|남겨|보존|영속|유지|persist", "받|발급", "가르|분류", "저장|save|store",
  ].map((line) => line.split("|"));
  const alike = (text) => (ALIKE.find((all) => all.some((each) => (/[가-힣]/.test(each) ? text.startsWith(each) && text.length < each.length + 2 : each === text.toLowerCase()))) || []).filter((each) => each.length > (/[가-힣]/.test(each) ? 1 : 2) && !text.startsWith(each) && !each.startsWith(text));

  // Returns a syllable class for the end of a verb's stem: 지우 is also 지운, 지울, 지워, 지웠.
  const CONTRACTED = { ㅜ: [13, 14], ㅝ: [13, 14], ㅣ: [20, 6], ㅕ: [20, 6], ㅗ: [8, 9], ㅘ: [8, 9], ㅡ: [18, 4] };
  const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
  function conjugated(c) {
    const [first, vowel, last] = parts(c);
    const [open, contracted] = CONTRACTED[VOWELS[vowel]] || [vowel];
    // The finals of a stem's forms: none, ㄴ, ㄹ, ㅁ, ㅂ; of a contracted one: none, ㅆ.
    return [0, 4, 8, 16, 17, 20].includes(last) ? `[${[0, 4, 8, 16, 17].map((each) => syllable(first, open, each)).join("")}${contracted ? syllable(first, contracted, 0) + syllable(first, contracted, 20) : ""}]` : "";
  }
  // Returns the part of a word that its other forms share, with a pattern of its last syllable if that changes.
  // A word that the course names (`isName`) keeps its end, which only looks like a particle: 스토리지.
  function root(word, stem, isName) {
    const text = word.replace(/[?？!,.;:]+$/, "");
    if (/^[a-z][a-z']*$/i.test(text)) {
      const base = text.replace(/'s$/, "");
      const cut = base.length > 4 ? base.replace(/(?:(?<=[^aeiou])ies|(?:ing|ed|es|s)(?<!ss|us|is|thing|ring|string))$/i, "") : base;
      // Words that end in e lose it before an ending: handle, handling.
      if (cut.length > 4 && /[^e]e$/i.test(cut)) return { text: cut.slice(0, -1), last: `${cut[cut.length - 2]}(?:e|ing|ed|er|or|ab|at)` };
      return { text: cut.length > 2 ? cut.replace(/([bdgmnprt])\1$/i, "$1") : base };
    }
    if (!/[가-힣]$/.test(text) || (stem(text) === text ? VERB.test(text) && !NOUN_VERB.test(text) && isName(text) : isName(text) && !isName(stem(text)))) return { text };
    const noun = text.replace(NOUN_VERB, "");
    if (noun !== text && /[가-힣]{2}$|[a-z\d]$/i.test(noun)) return { text: noun };
    const bare = stem(text).replace(/(?<=[가-힣]{2}|[a-z\d])(?:이?랑|하고|한테|대로|밖에|이나|거나)$/i, "");
    if (bare !== text && !VERB.test(text)) return { text: bare };
    const verb = text.replace(VERB, "");
    if (verb !== text && /[가-힣]{2}$/.test(verb)) {
      const last = conjugated(verb.slice(-1));
      return last ? { text: verb, last, verb: true } : { text: verb, verb: true };
    }
    return { text: bare };
  }

  // ── Names: by themselves, by the keys of the other keyboard layout, by their initial consonants ──
  const groups = [];
  const byName = new Map();
  const plain = (name) => name.toLowerCase().replace(/[\s_-]+/g, "");
  function learn(text) {
    for (const line of text.split("\n")) {
      const names = line.split("|");
      // A group of the settings adds to the one of the table that shares a name.
      let group = byName.get(names.map(plain).find((name) => byName.has(name)));
      if (!group) groups.push(group = { names: [], keys: [], initials: [] });
      for (const name of names.filter((name) => !byName.has(plain(name)))) {
        const joined = name.replace(/ /g, "");
        group.names.push(name);
        if (/[가-힣]/.test(name)) group.keys.push(keys(joined));
        if (/^[가-힣]+$/.test(joined)) group.initials.push(initials(joined));
        byName.set(plain(name), group);
      }
    }
  }
  // Returns the groups that a word names.
  function groupsOf(word, growing) {
    const name = plain(word);
    const own = byName.get(name);
    if (own) return [own];
    if (/^[ㄱ-ㅎ]{2,}$/.test(name)) return groups.filter((group) => group.initials.some((each) => each === name || (name.length > 2 && each.startsWith(name))));
    const typed = keys(name);
    if (/^[ㄱ-ㅣ가-힣]+$/.test(name) && byName.has(typed)) return [byName.get(typed)];
    // A name in the other layout, or one that is still being typed.
    return typed.length < 4 ? [] : groups.filter((group) => group.keys.some((each) => each === typed || (growing && typed.length > 4 && each.startsWith(typed)))).slice(0, 4);
  }
  // Tests whether two texts differ in one letter: one more, one other, or two that changed places.
  function isNear(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    const rest = (text, from) => text.slice(at + from);
    return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1)
      || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, 2) === rest(b, 2));
  }
  // Returns the names of the groups that a misspelt word means, by its keys.
  function misspelt(word) {
    const typed = keys(plain(word));
    if (typed.length < 7) return [];
    return groups.filter((group) => [...group.keys, ...group.names.filter((name) => /^[a-z]+$/i.test(name))].some((name) => isNear(typed, name.toLowerCase()))).slice(0, 2).flatMap((group) => group.names);
  }
  const namesOf = (word, growing) => groupsOf(word, growing).flatMap((group) => group.names).filter((name) => plain(name) !== plain(word));
  // Splits a compound at the names that it begins with: 도커컴포즈 is 도커 and 컴포즈, 도커설치 is 도커 and 설치.
  function split(word) {
    for (let at = word.length - 1; at > 1; at--) {
      const rest = word.slice(at);
      if (rest.length > 1 && byName.has(plain(lead(word, at)))) return [lead(word, at), ...split(rest)];
    }
    return [word];
  }

  // ── The words of a query ──
  const GAP = "[ _-]?";
  const either = (texts) => (texts[1] ? `(?:${texts.join("|")})` : texts[0]);
  // Returns the pattern of another name of a word. A short one is a word of its own: 로그 is no part of 프로그램.
  function namePattern(name, { pattern }) {
    const text = name.split(/[ _-]/).map((part) => pattern(part)).join(GAP);
    return /[가-힣]/.test(name) ? (name[2] ? "" : "(?<![가-힣])") + text : (name[4] ? "" : "(?<![a-z\\d])") + text + (name[3] ? "" : "(?![a-z])");
  }
  // Returns the pattern of a word: its root, with other names of its thing.
  function wordPattern({ text, last, pieces, names, alike }, search) {
    const own = pieces ? pieces.map(([piece, ...others]) => either([search.pattern(piece), ...others.map((name) => namePattern(name, search))]))
      : text.split(" ").map((part) => search.pattern(part, last && (() => last)));
    return either([own.join(GAP), ...[...names, ...(alike || [])].map((name) => namePattern(name, search))]);
  }
  const isIn = (word, page, { has }) => [page.title, page.heads, page.text].some((part) => has(word, part));
  // Returns the number of pages that hold a pattern; `counts` remembers it for the query.
  async function count(source, search, latin) {
    if (!search.counts.has(source)) {
      const word = search.regexp(source);
      let found = 0;
      for (const page of search.pages) if ((await search.goOn()) && (!latin || mayHold(page, latin)) && isIn(word, page, search)) found++;
      search.counts.set(source, found);
    }
    return search.counts.get(source);
  }
  // Tests whether a page may hold a Latin name: a plain search is many times faster than a pattern that ignores case.
  function mayHold(page, name) {
    if (page.lowerOf !== page.text.length + page.heads.length) {
      page.lower = `${page.title}\n${page.heads}\n${page.text}`.toLowerCase();
      page.lowerOf = page.text.length + page.heads.length;
    }
    return page.lower.includes(name);
  }
  const countName = (name, search) => count(namePattern(name, search), search, /^[a-z\d.+#]+$/i.test(name) && name.toLowerCase());
  // Tests whether the course may hold one of some names: of a large one not all text is loaded (`partial`).
  async function isHeld(names, search) {
    if (search.partial) return true;
    for (const name of names) if (await countName(name, search)) return true;
    return false;
  }
  // Tests whether a title, heading or term contains one of some names.
  function isTitled(names, search) {
    const word = search.regexp(either(names.map((name) => namePattern(name, search))));
    return search.pages.some((page) => search.has(word, page.title) || search.has(word, page.heads)) || search.terms.some((term) => term.names.some((each) => search.has(word, each)));
  }

  // Returns the name that begins at a word of the query, if several words are one that the course holds: `new relic`.
  async function nameAt(words, at, search) {
    for (const length of [3, 2]) {
      const texts = words.slice(at, at + length);
      const name = [...texts.slice(0, -1), search.stem(texts[texts.length - 1])].join(" ");
      if (texts.length === length && byName.has(plain(name)) && await isHeld(namesOf(name), search)) return { text: name, names: namesOf(name), length };
    }
    return null;
  }
  async function readWord(word, isOnly, isLast, search) {
    const known = [word, search.stem(word)].find((text) => byName.has(plain(text)));
    if (known && (known.length < 4 || await isHeld([known, ...namesOf(known)], search))) return { text: known, names: namesOf(known) };
    if (!isOnly && ASKS.test(word)) return { text: word, names: [], asks: true };
    const found = known ? { text: known } : root(word, search.stem, (name) => isTitled([name], search));
    const pieces = /^[가-힣]{4,}$/.test(found.text) && !(await countName(found.text, search)) ? split(found.text) : [];
    if (pieces[1]) return { text: pieces.join(" "), pieces: pieces.map((piece) => [piece, ...namesOf(piece)]), names: [] };
    return { ...found, whole: word.replace(/[?？!,.;:]+$/, ""), names: namesOf(found.text, isLast), light: LIGHT.test(word), alike: isOnly ? [] : alike(found.text) };
  }
  // Adds the names that the course holds, else those that sound alike, and the weight by rarity.
  async function weighWord(word, search) {
    const own = await count(search.pattern(word.text, word.last && (() => word.last)), search);
    const held = [];
    for (const name of word.names) {
      const pages = await countName(name, search);
      if (pages || search.partial) held.push([name, pages || 1]);
    }
    word.names = held.map(([name]) => name);
    if (!own && !word.names[0] && !word.pieces && !word.asks) {
      for (const name of misspelt(word.whole || word.text)) if (await isHeld([name], search)) word.names.push(name);
      for (const name of word.names) held.push([name, 1]);
    }
    // A word that the course holds must sound very much like another one.
    if (!held[0] && !word.pieces && !word.asks && !word.light && own < search.few) {
      for (const text of new Set([word.text, (!own || /^[a-z]/i.test(word.text)) && word.whole || word.text])) {
        for (const name of await self.seodangSound(text, { ...search, strict: own > 0 })) {
          // A name of the table stands for its own thing: 리스트 is `list`, not `rest`.
          if (plain(name) !== plain(word.text) && !byName.has(plain(name))) word.names.push(name);
        }
      }
    }
    const pages = Math.max(own, ...held.map((each) => each[1]), word.names[0] || word.pieces ? 1 : 0);
    // Words that the course does not hold cannot weigh. One of its headings is more likely the subject than a verb is.
    word.unknown = !pages && !word.asks;
    const subject = word.light ? 0.3 : word.verb ? 0.4 : word.names[0] || isTitled([word.text], search) ? 1.5 : 1;
    word.weight = word.asks || !pages ? 0 : Math.log(1 + search.pages.length / pages) * subject;
  }

  // Scores how often a text has the words, and the largest share of their weights within 200 characters.
  function together(text, words, weights, isNear) {
    let often = 0;
    const hits = words.flatMap((word, at) => {
      const found = [];
      word.lastIndex = 0;
      for (let hit; found.length < 60 && (hit = word.exec(text));) found.push([hit.index, at]);
      often += weights[at] * Math.min(found.length, 12);
      return found;
    });
    if (!isNear) return 2 * often;
    hits.sort((a, b) => a[0] - b[0]);
    const counts = words.map(() => 0);
    let best = 0;
    let sum = 0;
    // A window that moves over the hits.
    for (let from = 0, to = 0; to < hits.length; to++) {
      if (!counts[hits[to][1]]++) sum += weights[hits[to][1]];
      while (hits[to][0] - hits[from][0] > 200) if (!--counts[hits[from++][1]]) sum -= weights[hits[from - 1][1]];
      best = Math.max(best, sum);
    }
    return 2 * often + 60 * best ** 2;
  }
  // Returns the patterns of the words that weigh, as `compile` of `search.js` does, and the function that ranks pages.
  function compileWords(typed, asked, search) {
    const sum = asked.reduce((all, word) => all + word.weight, 0);
    const weights = asked.map((word) => word.weight / sum);
    const whole = search.compile(typed);
    const sources = asked.map((word) => wordPattern(word, search));
    const phrase = `${sources.join(`[가-힣]{0,3}${GAP}`)}|${whole.phrase.source}`;
    const words = sources.map(search.regexp);
    const sought = { words, weights, phrase: search.regexp(phrase), any: search.regexp([phrase, ...sources].join("|")), exact: whole.exact, stems: asked.map(({ text, names, alike }) => [text, ...names, ...(alike || [])]) };
    // The share of the weights that a page holds, where it holds the words (title, headings, text), how near to each other,
    // and how much of its title they are.
    sought.weigh = (page, places) => {
      const share = weights.reduce((all, weight, at) => all + (places[at] && weight), 0);
      if (share < 0.3) return 0;
      if (share > 0.99) sought.whole = true;
      const title = weights.reduce((all, weight, at) => all + weight * search.share(words[at], page.title), 0);
      return 160 * title + share * share * (20 + words.length * weights.reduce((all, weight, at) => all + weight * places[at], 0)) + together(page.text, words, weights, share > 0.5);
    };
    return sought;
  }

  // Searches again for the expanded query. The result names in `also` what was searched besides, states in `part` whether
  // no page holds all words, and in `unknown` whether the course lacks a word. Returns the result of before if nothing
  // can be expanded.
  self.seodangExpandQuery = async (typed, before, search) => {
    if (!groups.length) learn(search.table());
    search.counts = new Map();
    const typedWords = typed.split(/\s+/);
    const words = [];
    for (let at = 0; at < typedWords.length;) {
      const name = await nameAt(typedWords, at, search);
      words.push(name || await readWord(typedWords[at], !typedWords[1], at === typedWords.length - 1, search));
      at += name ? name.length : 1;
    }
    if (words.every((word) => word.asks)) for (const word of words) word.asks = false;
    for (const word of words) await weighWord(word, search);
    if (!(await search.goOn())) return undefined;
    const asked = words.filter((word) => word.weight);
    const unknown = words.some((word) => word.unknown);
    const isPlain = !words[1] && !words.some((word) => word.names[0] || word.pieces);
    if (isPlain || !asked[0]) return Object.assign(before, { unknown });
    const result = await search.again(compileWords(typed, asked, search));
    if (!result) return undefined;
    // Pages that hold only little of what the best one holds are left out, unless they hold all words.
    const best = Math.max(...result.found.values());
    if (asked[1]) for (const [page, score] of result.found) if (score < best * 0.15 && !before.found.has(page)) result.found.delete(page);
    const isFound = (name) => { const word = search.regexp(namePattern(name, search)); return [...result.found.keys()].some((page) => isIn(word, page, search)); };
    const also = words.flatMap(({ names }) => names.filter(isFound).slice(0, 2)).slice(0, 4);
    return Object.assign(result, { also, unknown, part: asked[1] && !result.sought.whole && result.found.size });
  };
})();
