// Filters the glossary while the reader types: by name, other names, definition or initial consonants.
(function () {
  "use strict";
  const input = document.getElementById("sd-filter");
  if (!input) return;
  const all = (selector, from) => [...(from || document).querySelectorAll(selector)];
  const count = document.getElementById("sd-count");

  // A syllable is an initial, a vowel and perhaps a final consonant (Unicode Standard, section 3.12). Laid out letter by
  // letter, ㅋㅌㅇㄴ finds 컨테이너, and so does 컨텡, which the field contains while ㅇ is typed.
  const initials = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  const finals = ["", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"];
  const isSyllable = (letter) => letter >= "가" && letter <= "힣";
  const at = (letter) => letter.charCodeAt(0) - 0xac00;
  const initial = (letter) => (isSyllable(letter) ? initials[Math.floor(at(letter) / 588)] : letter);
  const letters = (text) => [...text].map((letter) => (isSyllable(letter)
    ? initial(letter) + String.fromCharCode(0x314f + Math.floor((at(letter) % 588) / 28)) + finals[at(letter) % 28]
    : letter)).join("");

  const normal = (text) => text.normalize("NFC").toLowerCase();
  const tight = (text) => normal(text).replace(/[\s\-_‐–·]+/g, "");
  const readEntry = (node) => {
    const names = all(".entry-term, .alias", node).map((name) => tight(name.textContent));
    return {
      node,
      names,
      initials: names.map((name) => [...name].map(initial).join("")),
      letters: names.map(letters),
      text: normal(all(".sense, .sense-category", node).map((part) => part.textContent).join(" ")),
    };
  };
  let groups = null; // read when a reader begins to type: it takes long for thousands of terms
  function read() {
    const links = new Map(all(".letters a").map((link) => [link.hash.slice(1), link.parentElement]));
    groups = all(".letter").map((node) => ({ node, link: links.get(node.querySelector("h2").id), entries: all(".entry", node).map(readEntry) }));
  }

  function matcher(query) {
    const name = tight(query);
    const words = normal(query).trim().split(/\s+/);
    const isInitials = /^[ㄱ-ㅎ]+$/.test(name);
    const typed = letters(name);
    // Definitions are searched from two letters on.
    const isWord = name.length > 1 || /[^\x00-\x7f]/.test(name);
    return (entry) => (isInitials
      ? entry.initials.some((known) => known.includes(name))
      : entry.names.some((known) => known.includes(name))
        || (isSyllable(name.slice(-1)) && entry.letters.some((known) => known.includes(typed)))
        || (isWord && words.every((word) => entry.text.includes(word))));
  }
  let saying = 0;
  function filter() {
    if (!groups) read();
    const matches = tight(input.value) ? matcher(input.value) : () => true;
    let found = 0;
    for (const group of groups) {
      let any = false;
      for (const entry of group.entries) {
        entry.node.hidden = !matches(entry);
        if (!entry.node.hidden) { any = true; found += 1; }
      }
      group.node.hidden = !any;
      if (group.link) group.link.hidden = !any;
    }
    // Announces the count when typing pauses, so that a screen reader does not read every one.
    clearTimeout(saying);
    saying = setTimeout(() => { count.textContent = found ? count.dataset.pattern.replace("{count}", found) : count.dataset.none; }, 200);
  }
  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => { if (event.key === "Escape" && input.value) { event.preventDefault(); input.value = ""; filter(); } });
  // A fragment that names a hidden entry shows it.
  function showTarget() {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (_) {}
    const target = id && document.getElementById(id);
    if (!target || !target.closest("[hidden]")) return;
    input.value = "";
    filter();
    target.scrollIntoView();
  }
  addEventListener("hashchange", showTarget);
  document.addEventListener("seodang:patch", () => { groups = null; if (input.value) filter(); }); // a preview changed the page in place
  input.closest("[hidden]").hidden = false;
  if (input.value) filter(); // kept by the browser over a reload
  showTarget();
})();
