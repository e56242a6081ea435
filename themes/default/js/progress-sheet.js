// Fills the progress sheet: sums, export, import, reset. Loaded on demand.
(function () {
  "use strict";
  const tasks = window.seodangTasks;
  const sheet = document.getElementById("sd-tasks");
  if (!sheet || !tasks) return;
  const one = (selector) => sheet.querySelector(selector);
  const said = one(".sheet-said");
  const say = (text) => { said.textContent = text; };

  // ── Sums, from the course down to the page ──
  function row(name, path, from) {
    const done = tasks.sum(path, from);
    const [term, detail, bar] = ["dt", "dd", "progress"].map((tag) => document.createElement(tag));
    term.textContent = name;
    bar.max = from.tasks;
    bar.value = done;
    bar.setAttribute("aria-label", name);
    detail.append(bar, ` ${done}/${from.tasks}`);
    return [term, detail];
  }
  function show() {
    const list = one(".sheet-sums");
    list.replaceChildren(...row(list.dataset.course, "index.html", tasks.own));
    for (const link of document.querySelectorAll(".nav-open > a")) {
      const sum = link.querySelector(".tasks-sum");
      const name = [...link.querySelectorAll(".nav-label, .nav-title")].map((part) => part.textContent).join(" ");
      if (sum) list.append(...row(name, tasks.pathOf(link.href), sum.dataset));
    }
    one(".sheet-disk").hidden = !tasks.jar || !document.cookie;
  }

  // ── Export: lines of "page<tab>record" under the course's name; as a code they are packed ──
  const written = () => [sheet.dataset.course, ...[...tasks.records()].filter(([, text]) => text).sort().map((each) => each.join("\t"))].join("\n");
  async function through(bytes, stream, most) {
    const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
    const parts = [];
    let size = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      // A code of a few kilobytes can unpack into gigabytes.
      if (size > most) throw new Error("too long");
      parts.push(part.value);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }
  async function pack(text) {
    const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate"), Infinity);
    return `SD1.${btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
  }
  async function unpack(code) {
    const [, packed] = /^SD1\.([\w-]+)$/.exec(code.replace(/\s/g, ""));
    const bytes = Uint8Array.from(atob(packed.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate"), 2 ** 20));
  }

  // ── Import: a task is ticked if either side has it ticked ──
  function merge(mine, theirs) {
    const [own, other] = [mine, theirs].map((text) => new Set(text.split(/[ |]+/).filter(Boolean)));
    const ticked = [...new Set([...own, ...other])].filter((token) => !token.startsWith("!") || (own.has(token) && other.has(token)));
    return ticked.join(" ");
  }
  function take(text) {
    const [course, ...lines] = text.split("\n");
    // One way to read each sign: two ways would take exponential time for a line that does not fit.
    const pages = lines.map((line) => /^([^\t]+)\t(\|*(?:!?[\w-]{4}(?:[ |]\|*)?)*)$/.exec(line));
    if (!pages.every(Boolean)) throw new Error("not understood");
    if (course !== sheet.dataset.course && !confirm(sheet.dataset.other.replace("{course}", course))) return;
    const before = tasks.records();
    let count = 0;
    for (const [, page, theirs] of pages) {
      const mine = before.get(page) || "";
      const both = merge(mine, theirs);
      const had = mine.split(/[ |]+/).filter(Boolean);
      const has = both.split(" ").filter(Boolean);
      count += has.filter((token) => !had.includes(token)).length + had.filter((token) => !has.includes(token)).length;
      tasks.save(page, both);
    }
    tasks.read();
    show();
    say(sheet.dataset.done.replace("{count}", count));
  }
  const tryTo = (act) => async () => { try { await act(); } catch (_) { say(sheet.dataset.wrong); } };

  const field = one("textarea");
  const file = one("input[type=file]");
  const forget = (button, pages) => {
    if (!confirm(button.dataset.ask)) return;
    for (const page of pages) tasks.save(page, "");
    tasks.read();
    show();
  };
  const acts = {
    async code() {
      const code = await pack(written());
      // Shows the code too, so that it can be copied by hand if the clipboard is denied.
      field.value = code;
      field.select();
      try { await navigator.clipboard.writeText(code); } catch (_) { if (!document.execCommand("copy")) return; }
      say(sheet.dataset.copied);
    },
    save() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([written()], { type: "text/plain" }));
      link.download = `${sheet.dataset.course.replace(/[^\p{L}\p{N}]+/gu, "-")}-progress.txt`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    },
    take: tryTo(async () => take(await unpack(field.value))),
    "reset-page"(button) { forget(button, [tasks.here]); },
    "reset-course"(button) { forget(button, tasks.records().keys()); },
  };
  sheet.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) acts[button.dataset.act](button);
    // A click beside the sheet closes it.
    else if (event.target === sheet) sheet.close();
  });
  file.addEventListener("change", tryTo(async () => {
    const text = file.files[0] ? await file.files[0].text() : "";
    file.value = "";
    if (text) take(text);
  }));
  document.addEventListener("seodang:open", (event) => {
    if (!event.target.matches('[data-load="progress-sheet.js"]')) return;
    say("");
    show();
    sheet.showModal();
  });
})();
