// Reads the numbering in a query (`2주차`, `week 3 day 2`, `w3d2`, `세션 2`, `lab 1`) and finds the pages that have it.
// The search loads it for queries that can hold one.
(function () {
  "use strict";
  // Each unit with its names before a number and, after the bar, after a number. The names are those of the labels that
  // seodang makes (`lesson/numbering`), in its ten languages.
  const UNITS = [
    ["week", "weeks?|wk|주차|semana|semaine|woche|tuần", "주차|주|週目?|周"],
    ["day", "days?|day|día|dia|jour|tag|ngày", "일차|일째|일|日目|天"],
    ["session", "sessions?|sess|세션|セッション|sesión|sesion|séance|seance|sitzung|sessão|sessao|buổi", "회차|세션|次课|次課"],
    ["lab", "laboratory|labs?|practice|실습|랩|実習|实验|實驗|laboratorio|laboratório|tp|übung|thực hành", ""],
    ["challenge", "challenges?|챌린지|チャレンジ|挑战|挑戰|reto|défi|defi|herausforderung|desafio|thử thách", ""],
    ["hands-on", "hands[ -]?on|핸즈온|ハンズオン|动手实践|動手實作|práctica|practica|atelier|praxis|prática|pratica", ""],
    ["module", "modules?|mod|모듈|モジュール|模块|模組|módulo|modulo|modul|học phần", ""],
    ["part", "parts?|파트|parte|partie|teil|phần", "부|部分?"],
    ["unit", "units?|유닛|단원|ユニット|unidad|unité|unite|einheit|unidade|đơn vị", "단원|单元|單元"],
    ["chapter", "chapters?|chap|ch|챕터|capítulo|capitulo|chapitre|kapitel|chương", "장|章"],
    ["section", "sections?|sec|섹션|sección|seccion|abschnitt|seção|secao|mục", "절|節|节"],
    ["lecture", "lectures?|lect|lec|강의|講義|讲座|講座|clase|cours|vorlesung|aula|bài giảng", "강|講|讲"],
    ["lesson", "lessons?|class|레슨|レッスン|lección|leccion|leçon|lecon|lektion|lição|licao|bài", "차시|교시|과|课|課"],
    ["topic", "topics?|토픽|주제|トピック|主题|主題|tema|thème|theme|thema|tópico|topico|chủ đề", ""],
    ["episode", "episodes?|ep|에피소드|エピソード|épisode|episodio|episódio|tập", "화|편|회|話|集"],
    ["exercise", "exercises?|assignment|homework|과제|연습|演習|练习|練習|ejercicio|exercice|aufgabe|exercício|exercicio|bài tập", ""],
    ["project", "projects?|프로젝트|プロジェクト|项目|專案|proyecto|projet|projekt|projeto|dự án", ""],
    ["step", "steps?|스텝|단계", "단계"],
    ["appendix", "appendix|부록|付録|附录|附錄|apéndice|annexe|anhang|apêndice|phụ lục", ""],
  ];
  // Sessions go by many names: a reader who names another one means the same page if the course has none of that name.
  const ALIKE = [["session", "lecture", "lesson", "chapter", "topic", "section", "episode"], ["week", "module", "unit", "part"], ["lab", "hands-on", "exercise"]];
  // Months come before weeks: `11월 1주차`, `November Week 1`. Their English names count only beside another number.
  const MONTHS = ["jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"];
  const MONTH = new RegExp(`(?<![\\p{L}\\d])(?:(1[0-2]|0?[1-9])월(?![가-힣])|${MONTHS.map((name) => `(${name})`).join("|")})(?![\\p{L}\\d])`, "gu");
  const ORDINALS = [["첫", "first", "one"], ["두|둘", "second", "two"], ["세|셋", "third", "three"], ["네|넷", "fourth", "four"], ["다섯", "fifth", "five"], ["여섯", "sixth", "six"], ["일곱", "seventh", "seven"], ["여덟", "eighth", "eight"], ["아홉", "ninth", "nine"], ["열", "tenth", "ten"]];
  const either = (at) => UNITS.map((unit) => `(${unit[at] || "(?!)"})`).join("|");
  const NUMBER = "0*(\\d{1,3})(?:\\s*[-~–]\\s*0*(\\d{1,3}))?";
  // A letter before a name or after a number makes another word of them: `subweek 3`, `EC2`.
  const BEFORE = new RegExp(`(?<![\\p{L}\\d])(?:${either(1)})[ #._-]*${NUMBER}(?![\\d.]|[a-z])`, "gu");
  const AFTER = new RegExp(`(?<![\\p{L}\\d.])(?:제|第)?\\s?${NUMBER}\\s?(?:${either(2)})(?![a-z가-힣])`, "gu");
  const COMPACT = /(?<![\p{L}\d])(?=w\d|d\d+[ _-]?[sl]\d)(?:w(?:k|eek)?0*(\d{1,2}))?[ _-]?(?:d(?:ay)?0*(\d{1,2}))?[ _-]?(?:(?:s|session)0*(\d{1,2}))?(?:(?:l|lab)0*(\d{1,2}))?(?![\p{L}\d])/gu;

  // Returns the numbers of a text by their units, `[unit, first, last]`, in their order, and the text without them.
  function read(text) {
    const found = [];
    let rest = text.toLowerCase();
    if (!/\d/.test(rest)) return { found, rest: text };
    const take = (pattern, act) => { rest = rest.replace(pattern, (hit, ...parts) => {
      act(parts);
      return " ";
    }); };
    const unitOf = (parts, from) => UNITS[parts.slice(from, from + UNITS.length).findIndex(Boolean)][0];
    const add = (unit, first, last) => found.push([unit, +first, +(last || first)]);
    take(COMPACT, (parts) => ["week", "day", "session", "lab"].forEach((unit, at) => { if (parts[at]) add(unit, parts[at]); }));
    take(AFTER, (parts) => add(unitOf(parts, 2), parts[0], parts[1]));
    take(BEFORE, (parts) => add(unitOf(parts, 0), parts[UNITS.length], parts[UNITS.length + 1]));
    const before = rest;
    take(MONTH, ([number, ...names]) => add("month", number || names.slice(0, 12).findIndex(Boolean) + 1));
    if (!found.some(([unit]) => unit !== "month") && !/\d월/.test(before)) {
      found.length = 0;
      rest = before;
    }
    const order = ["month", "week", "day"];
    found.sort((a, b) => (order.indexOf(a[0]) + 1 || 4) - (order.indexOf(b[0]) + 1 || 4));
    return { found, rest: rest.trim().replace(/\s+/g, " ") };
  }
  // Writes ordinals as numbers: 첫 번째 주 and `first week` become `1주`, `week 1`.
  function counted(text) {
    return ORDINALS.reduce((all, [korean, ordinal, number], at) => all
      .replace(new RegExp(`(?<![가-힣])(?:${korean})\\s?(?:번째|째)?\\s?(주차|주|날|일차|세션|시간|강의|강|장|실습|랩)(?![가-힣])`, "g"), (_, unit) => (/주/.test(unit) ? `${at + 1}주차` : /날|일/.test(unit) ? `${at + 1}일차` : /세션|시간/.test(unit) ? `세션 ${at + 1}` : /실습|랩/.test(unit) ? `실습 ${at + 1}` : `${at + 1}${unit[0]}`))
      .replace(new RegExp(`\\b${ordinal} (${either(1).replace(/[()]/g, "")})(?![a-z])`, "gi"), `$1 ${at + 1}`)
      .replace(new RegExp(`\\b(${either(1).replace(/[()]/g, "")}) ${number}\\b`, "gi"), `$1 ${at + 1}`), text);
  }

  // Kinds of pages, as a reader asks for those of a week: `2주차 실습`.
  const KINDS = [["lab", /^(?:labs?|실습|랩|実習|实验|實驗)$/i], ["session", /^(?:sessions?|lectures?|세션|이론|강의|수업)$/i], ["challenge", /^(?:challenges?|챌린지)$/i], ["hands-on", /^(?:hands[ -]?on|핸즈온)$/i]];

  const known = new Map();
  // Returns the numbers of a page: those of its label, else those at the start of its title, and the month of its folder.
  function numbersOf(page) {
    if (!known.has(page)) {
      const own = read(page.label).found;
      const titled = read((page.title.match(/^[^:–—|]{1,24}/) || [""])[0]).found;
      const folder = read(decodeURIComponent(page.href).replace(/[/_-]+/g, " ")).found.filter(([unit]) => unit === "month");
      const added = [...titled, ...folder].filter(([unit]) => !own.some((each) => each[0] === unit));
      known.set(page, [...added.filter(([unit]) => unit === "month").slice(0, 1), ...own, ...added.filter(([unit]) => unit !== "month")]);
    }
    return known.get(page);
  }
  // Returns the number with which the name of a page's file or folder begins: 2 of `02-core/index.html`.
  function fileNumber(page) {
    const parts = decodeURIComponent(page.href).replace(/\/index\.html$/, "").split("/");
    return +(parts[parts.length - 1].match(/^0*(\d{1,3})(?=[-_. ])/) || [])[1];
  }
  // Returns the pages whose files have the number of a query that names one unit, the outermost first, if the course has no
  // such label: folders such as `02-core` are its chapters.
  function byFile([wanted, ...more]) {
    if (more[0] || /lab|challenge|exercise|project|step|appendix/.test(wanted[0])) return () => [];
    const depth = (page) => page.href.split("/").length - (/index\.html$/.test(page.href) ? 1 : 0);
    return (pages) => pages.filter((page) => page.kind !== "file" && fileNumber(page) === wanted[1]).sort((a, b) => depth(a) - depth(b));
  }
  const same = (wanted, unit) => (numbers) => numbers.some(([own, first, last]) => own === (unit || wanted[0]) && first <= wanted[1] && last >= wanted[2]);

  // Returns the pages that a query names by number, the best first, and the rest of the query; null if it names none.
  // `here` is the page that the reader is on: `lab 1` is the nearest one.
  self.seodangNumbering = (typed, pages, here) => {
    const { found, rest } = read(counted(typed));
    if (!found.length) return null;
    const tests = found.map((wanted) => {
      const isUsed = pages.some((page) => numbersOf(page).some(([own]) => own === wanted[0]));
      const group = [wanted[0], ...((!isUsed && ALIKE.find((all) => all.includes(wanted[0]))) || [])];
      const unit = group.find((name) => pages.some((page) => same(wanted, name)(numbersOf(page))));
      return { holds: same(wanted, unit), unit: unit || wanted[0] };
    });
    const within = pages.filter((page) => tests.every(({ holds }) => holds(numbersOf(page))));
    if (!within.length) {
      const outermost = byFile(found)(pages).slice(0, 3);
      return outermost[0] ? { pages: outermost, rest } : null;
    }
    const deepest = tests[tests.length - 1].unit;
    const own = here ? numbersOf(here) : [];
    const rank = (page) => {
      const numbers = numbersOf(page);
      const last = numbers[numbers.length - 1];
      const near = numbers.filter((each, at) => own[at] && own[at].join() === each.join()).length;
      // The page of that number itself comes before those below it, and the nearest one before others.
      return (last[0] === deepest ? 1000 : 0) - 20 * numbers.length + 5 * near + (page.kind === "file" ? -500 : 0) + (here && page.unit === here.unit ? 3 : 0);
    };
    const ranked = within.map((page) => [rank(page), page]).sort((a, b) => b[0] - a[0]).map(([, page]) => page);
    const kind = KINDS.find(([, name]) => name.test(rest));
    const ofKind = kind ? within.filter((page) => page.kind === kind[0]) : [];
    return ofKind[0] ? { pages: ofKind, rest: "" } : { pages: ranked, rest };
  };
})();
