// Judges the answers that readers give to the questions of quizzes, and keeps the results with the tasks of the page.
(function () {
  "use strict";
  const tasks = window.seodangTasks;
  const all = (selector, from) => [...(from || document).querySelectorAll(selector)];
  const make = (name, given) => Object.assign(document.createElement(name), given);
  const holder = document.querySelector("[data-words]");
  if (!holder) return;
  const words = JSON.parse(holder.dataset.words);

  // ── Answers as texts: case, spaces, quotes and closing signs count for nothing, numbers are compared as numbers ──
  const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s"'`“”‘’]/g, "").replace(/[.!。]+$/, "");
  const number = (text) => (/^[-+]?(\d[\d,]*\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text.replace(/,/g, "")) : NaN);
  function isSame(given, accepted) {
    const [text, want] = [bare(given), bare(accepted)];
    const range = /^(.+?)(?:±|\+-|\+\/-)([\d.]+)(%?)$/.exec(want);
    const [value, target] = [number(text), number(range ? range[1] : want)];
    if (Number.isNaN(value) || Number.isNaN(target)) return text !== "" && text === want;
    const room = range ? Number(range[2]) * (range[3] ? Math.abs(target) / 100 : 1) : 0;
    return Math.abs(value - target) <= room + Math.abs(target) * 1e-9;
  }

  // Days of the local calendar, as study cards count them: a missed question is due today.
  function studyCard(key) {
    const today = Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / 86400000);
    try {
      const first = (localStorage.getItem(`seodang:card:${key}`) || "").split(",")[2] || today;
      localStorage.setItem(`seodang:card:${key}`, `0,${today},${first}`);
    } catch (_) {}
  }

  // A mark in the record of another page, with the face of a checkbox: ticked, or unticked though it is ticked at first.
  function remoteMark(page, name, isTicked) {
    const token = (isTicked ? "!" : "") + name;
    const record = () => (tasks && tasks.records().get(page)) || "";
    const has = () => record().split(/[ |]+/).includes(token);
    return {
      get checked() { return has() !== isTicked; },
      set checked(value) {
        if (!tasks || value === this.checked) return;
        const [now, gone] = record().split("|").map((part) => part.split(" ").filter((each) => each && each !== token));
        if (value !== isTicked) now.push(token);
        tasks.save(page, now.join(" ") + (gone && gone.length ? `|${gone.join(" ")}` : ""));
      },
    };
  }

  class Question {
    constructor(box) {
      this.box = box;
      this.kind = box.dataset.quiz;
      this.answer = box.querySelector(":scope > .quiz-answer");
      this.options = all(":scope > .quiz-options > li", box);
      this.fields = all("input[type=text]", box);
      this.choices = this.options.map((option) => option.querySelector("input")).filter(Boolean);
      this.selects = all("select", box);
      this.right = (this.answer.dataset.right || "").split(" ").filter(Boolean);
      this.accepted = JSON.parse(this.answer.dataset.accept || "[]");
      this.answer.hidden = true;
      if (this.kind === "order") this.makeMoves();
      this.makeMarks();
      this.makeActs();
    }

    // The results are tasks that nobody sees: the first is ticked when it is done; the others are ticked at first, and
    // count in no sum.
    makeMarks() {
      const marks = make("span", { hidden: true });
      this.marks = this.box.dataset.names.split(" ").map((name, at) => {
        if (name === "-") return null;
        if (this.box.dataset.page) return remoteMark(this.box.dataset.page, name, at > 0);
        const mark = make("input", { type: "checkbox", tabIndex: -1 });
        mark.dataset.task = name;
        mark.defaultChecked = mark.checked = at > 0;
        marks.append(mark);
        return mark;
      });
      this.box.append(marks);
    }

    makeActs() {
      const acts = make("p", { className: "quiz-acts" });
      const button = (text, act) => {
        const made = make("button", { type: "button", textContent: text });
        made.addEventListener("click", () => act());
        acts.append(made);
        return made;
      };
      this.check = button(words.check, () => this.judge());
      this.show = button(words.show, () => { this.reveal(); this.focus(this.answer); });
      this.retry = button(words.retry, () => { this.clear(); this.focus(this.first()); });
      this.said = make("p", { className: "quiz-said" });
      this.said.setAttribute("role", "status");
      this.notes = make("div", { className: "quiz-feedback" });
      this.answer.before(acts, this.said, this.notes);
      this.answer.tabIndex = -1;
      this.box.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.target.type !== "text") return;
        event.preventDefault();
        this.judge();
      });
      this.clear();
    }

    // Buttons that move an item, in place of the numbers that readers without this script choose.
    makeMoves() {
      for (const option of this.options) {
        option.querySelector("select").remove();
        const moves = make("span", { className: "quiz-moves" });
        for (const [sign, name, way] of [["↑", words.up, -1], ["↓", words.down, 1]]) {
          const button = make("button", { type: "button", textContent: sign });
          button.setAttribute("aria-label", `${name}: ${option.textContent.trim()}`);
          button.addEventListener("click", () => {
            const other = way < 0 ? option.previousElementSibling : option.nextElementSibling;
            if (!other) return;
            if (way < 0) other.before(option); else other.after(option);
            this.mark();
            button.focus();
            this.said.textContent = `${[...option.parentElement.children].indexOf(option) + 1} / ${this.options.length}`;
          });
          moves.append(button);
        }
        option.prepend(moves);
      }
      this.selects = [];
    }

    first() { return this.choices[0] || this.fields[0] || this.selects[0] || this.box.querySelector("button"); }
    focus(element) { if (element) element.focus({ preventScroll: false }); }
    chosen() { return this.choices.filter((choice) => choice.checked); }

    // Returns whether the answer is right; undefined, if there is none yet.
    verdict() {
      if (this.choices.length) {
        const given = this.chosen().map((choice) => choice.value);
        return given.length ? given.join(" ") === this.right.join(" ") : undefined;
      }
      if (this.kind === "order") return all(":scope > .quiz-options > li", this.box).every((item, at) => +item.dataset.option === at + 1);
      const parts = this.selects.length ? this.selects : this.fields;
      if (parts.every((part) => !part.value.trim())) return undefined;
      return parts.every((part, at) => this.isRight(part, at));
    }
    isRight(part, at) {
      const accepted = this.accepted[at] || [];
      return this.selects.length ? accepted.includes(part.value) : accepted.some((one) => isSame(part.value, one));
    }

    judge() {
      const isRight = this.verdict();
      if (isRight === undefined) {
        this.said.textContent = words.empty;
        this.focus(this.first());
        return;
      }
      this.keep(isRight);
      this.display(isRight ? "right" : "wrong");
      if (isRight) this.reveal();
    }

    // Shows which parts of the answer are right, and the explanations of the options that were chosen.
    display(result) {
      this.box.dataset.result = result;
      this.said.textContent = result === "right" ? words.right : words.wrong;
      this.mark();
      this.notes.replaceChildren();
      for (const choice of this.chosen()) {
        choice.closest("li").dataset.mark = this.right.includes(choice.value) ? "right" : "wrong";
        const note = result === "wrong" && this.answer.querySelector(`.quiz-note[data-option="${choice.value}"]`);
        if (note) this.notes.append(note.cloneNode(true));
      }
      [...this.selects, ...this.fields].forEach((part, at) => {
        const isRight = this.isRight(part, at);
        part.setAttribute("aria-invalid", !isRight);
        part.dataset.mark = isRight ? "right" : "wrong";
      });
      this.check.hidden = result === "right";
      this.show.hidden = result === "right";
      this.retry.hidden = false;
    }
    mark() {
      for (const part of [...this.options, ...this.selects, ...this.fields]) {
        delete part.dataset.mark;
        part.removeAttribute("aria-invalid");
      }
    }

    reveal() {
      this.answer.hidden = false;
      this.answer.open = true;
      for (const option of this.options) if (this.right.includes(option.dataset.option)) option.dataset.mark = "right";
      this.show.hidden = true;
    }

    clear() {
      for (const choice of this.choices) choice.checked = false;
      for (const part of [...this.selects, ...this.fields]) part.value = "";
      delete this.box.dataset.result;
      this.mark();
      this.notes.replaceChildren();
      this.said.textContent = "";
      this.answer.hidden = true;
      this.answer.open = false;
      this.check.hidden = false;
      this.show.hidden = this.retry.hidden = true;
    }

    // ── Results ──
    keep(isRight) {
      const [done, doneOptions, missed, missedOptions] = this.marks;
      const set = (mark, value) => { if (mark) mark.checked = value; };
      set(done, isRight);
      set(doneOptions, !isRight);
      set(missed, isRight);
      set(missedOptions, isRight);
      if (!isRight && this.box.dataset.card) studyCard(this.box.dataset.card);
      this.tell();
    }
    tell() {
      const mark = this.marks.find(Boolean);
      if (mark && mark.dispatchEvent) mark.dispatchEvent(new Event("change", { bubbles: true }));
      score();
    }
    isDone() { return Boolean(this.marks[0] && this.marks[0].checked); }

    // Shows what is remembered. A question whose words changed is known by its options.
    restore() {
      const [done, doneOptions, missed, missedOptions] = this.marks;
      if (done && doneOptions && !done.checked && !doneOptions.checked && missed.checked) {
        done.checked = true;
        this.tell();
      }
      const wasMissed = (missed && !missed.checked) || (missedOptions && !missedOptions.checked);
      const state = this.isDone() ? "right" : wasMissed ? "missed" : "";
      if (this.box.dataset.result === state || (this.box.dataset.result === "wrong" && state === "missed")) return;
      this.clear();
      if (!state) return;
      this.box.dataset.result = state;
      this.said.textContent = state === "right" ? words.done : words.missed;
      this.retry.hidden = state !== "right";
      this.check.hidden = state === "right";
      if (state === "right") this.reveal();
    }
  }

  let questions = [];
  let sum = null;
  function score() {
    if (questions.length < 2) return;
    if (!sum || !sum.isConnected) {
      sum = make("p", { className: "quiz-score" });
      const list = document.querySelector(".quiz-list");
      (list || questions[questions.length - 1].box).after(sum);
    }
    const done = questions.filter((question) => question.isDone()).length;
    sum.textContent = words.score.replace("{right}", done).replace("{all}", questions.length);
  }
  function start() {
    const fresh = all(".quiz[data-names]").filter((box) => !box.querySelector(":scope > .quiz-acts") && box.querySelector(":scope > .quiz-answer"));
    questions = [...questions.filter((question) => question.box.isConnected), ...fresh.map((box) => new Question(box))];
    if (tasks) tasks.read();
    restore();
  }
  function restore() {
    for (const question of questions) question.restore();
    score();
  }
  const shuffle = document.querySelector(".quiz-shuffle");
  if (shuffle) {
    shuffle.hidden = false;
    shuffle.addEventListener("click", () => {
      const list = document.querySelector(".quiz-list");
      const items = [...list.children].map((item) => [Math.random(), item]).sort((a, b) => a[0] - b[0]);
      list.append(...items.map(([, item]) => item));
    });
  }
  if (tasks) {
    const read = tasks.read;
    tasks.read = () => { read(); restore(); };
  }
  addEventListener("storage", restore);
  document.addEventListener("seodang:patch", start); // a preview changed the page in place
  start();
})();
