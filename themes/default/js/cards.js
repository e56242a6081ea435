// Shows a list of terms and questions as study cards: flip, known or not, repeated when due.
// The schedule is Leitner's boxes (Sebastian Leitner, "So lernt man lernen", 1972) with doubling intervals.
(function () {
  "use strict";
  const study = document.getElementById("sd-study");
  if (!study) return;
  const boxes = [1, 2, 4, 8, 16]; // days until a card of each box returns
  const newPerDay = 20;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => study.querySelector(selector);
  const prefix = "seodang:card:";
  // Days of the local calendar, counted from 1970.
  const day = (date) => Math.floor((date.getTime() - date.getTimezoneOffset() * 60000) / 86400000);
  const today = () => day(new Date());

  // ── Storage: one entry a card, "box,due,first day" (box 0: seen and not known), so that two tabs do not undo each other ──
  const fallback = new Map();
  let store = null;
  try {
    localStorage.setItem(`${prefix}?`, "");
    localStorage.removeItem(`${prefix}?`);
    store = localStorage;
  } catch (_) {
    one(".study-memory").hidden = false;
  }
  function recall(key) {
    const text = store ? store.getItem(prefix + key) : fallback.get(key);
    const [box, due, first] = (text || "").split(",").map(Number);
    return box >= 0 && box <= boxes.length && due > 0 ? { box, due, first } : null;
  }
  function remember(key, record) {
    const text = `${record.box},${record.due},${record.first}`;
    fallback.set(key, text);
    try { if (store) store.setItem(prefix + key, text); } catch (_) { store = null; one(".study-memory").hidden = false; }
  }
  function forget(key) {
    fallback.delete(key);
    if (store) store.removeItem(prefix + key);
  }

  const read = () => all(".card").map((node) => ({
    node,
    key: node.dataset.key,
    kind: node.dataset.kind,
    front: node.querySelector("summary"),
    back: node.querySelector(".card-back"),
  }));
  let cards = read();
  const what = one(".study-what");
  const direction = one(".study-direction");
  const shuffle = one(".study-shuffle");
  const card = one(".study-card");
  const flip = one(".study-flip");
  const rates = [one(".study-miss"), one(".study-hit")];
  let queue = [];
  let extra = 0; // new cards beyond the day's, asked for by hand
  let once = false; // whether this is a further round over everything
  let isFlipped = false;

  // ── The cards of the day: due ones, the longest overdue first, then new ones ──
  const chosen = () => cards.filter((entry) => what.value === "all" || entry.kind === what.value);
  function mixed(list) {
    const copy = [...list];
    for (let last = copy.length - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1));
      [copy[last], copy[other]] = [copy[other], copy[last]];
    }
    return copy;
  }
  function deal() {
    const now = today();
    const known = chosen().map((entry) => ({ entry, record: recall(entry.key) }));
    const startedToday = known.filter(({ record }) => record && record.first === now).length;
    const fresh = known.filter(({ record }) => !record).slice(0, Math.max(0, newPerDay + extra - startedToday));
    const due = known.filter(({ record }) => record && record.due <= now).sort((a, b) => a.record.due - b.record.due);
    const list = (once ? known : [...due, ...fresh]).map(({ entry }) => entry);
    queue = shuffle.checked ? mixed(list) : list;
    show();
  }

  // ── Display ──
  function put(place, nodes) { place.replaceChildren(...nodes.map((node) => node.cloneNode(true))); }
  function show() {
    const entry = queue[0];
    isFlipped = false;
    count();
    for (const part of [card, one(".study-acts")]) part.hidden = !entry;
    one(".study-done").hidden = Boolean(entry);
    if (!entry) return finish();
    const backwards = direction.value === "definition" && entry.kind === "term";
    // With the term as answer, the front shows only its definitions: sources and links would give it away.
    const senses = [...entry.back.querySelectorAll(".sense")];
    one(".study-kind").textContent = (entry.kind === "term" ? direction.options[backwards ? 1 : 0] : what.options[2]).textContent;
    put(one(".study-front"), backwards ? senses : [...entry.front.childNodes]);
    put(one(".study-back"), [...(backwards ? entry.front.childNodes : []), ...entry.back.childNodes]);
    one(".study-back").hidden = true;
    card.dataset.kind = backwards ? "definition" : entry.kind;
    delete card.dataset.flipped;
    for (const rate of rates) rate.disabled = true;
  }
  function turn() {
    if (!queue.length) return;
    isFlipped = !isFlipped;
    one(".study-back").hidden = !isFlipped;
    card.toggleAttribute("data-flipped", isFlipped);
    for (const rate of rates) rate.disabled = !isFlipped;
  }
  function count() {
    const list = chosen();
    const known = list.filter((entry) => { const record = recall(entry.key); return record && record.box > 0; }).length;
    const due = one("[data-due]");
    const share = one("[data-known]");
    due.textContent = due.dataset.due.replace("{count}", queue.length);
    share.textContent = share.dataset.known.replace("{count}", known).replace("{all}", list.length);
    one("progress").max = Math.max(list.length, 1);
    one("progress").value = known;
  }
  function finish() {
    const records = chosen().map((entry) => recall(entry.key));
    const fresh = records.filter((record) => !record).length;
    const next = Math.min(...records.filter(Boolean).map((record) => record.due));
    const note = one("[data-next]");
    const more = one(".study-more");
    const date = new Date();
    date.setDate(date.getDate() + next - today());
    note.hidden = !Number.isFinite(next);
    note.textContent = note.dataset.next.replace("{date}", date.toLocaleDateString(document.documentElement.lang, { month: "long", day: "numeric", weekday: "long" }));
    more.hidden = !records.length;
    more.textContent = fresh ? more.dataset.more.replace("{count}", Math.min(fresh, newPerDay)) : more.dataset.again;
  }

  // ── Answers ──
  function rate(isKnown) {
    if (!isFlipped) return;
    const hadFocus = document.activeElement;
    const entry = queue.shift();
    const record = recall(entry.key);
    const first = record ? record.first : today();
    const box = record ? record.box : 0;
    if (!isKnown) {
      remember(entry.key, { box: 0, due: today(), first });
      // It is repeated a few cards later.
      queue.splice(Math.min(4, queue.length), 0, entry);
    } else if (!record || record.due <= today()) {
      // A card that is known before it is due stays in its box.
      const next = Math.min(box + 1, boxes.length);
      remember(entry.key, { box: next, due: today() + boxes[next - 1], first });
    }
    show();
    if (!queue.length) { once = false; one(".study-done").focus(); } else if (rates.includes(hadFocus)) flip.focus();
  }

  flip.addEventListener("click", turn);
  card.addEventListener("click", (event) => { if (!event.target.closest("a") && !String(getSelection())) turn(); });
  rates.forEach((button, known) => button.addEventListener("click", () => rate(Boolean(known))));
  one(".study-more").addEventListener("click", () => {
    if (chosen().some((entry) => !recall(entry.key))) extra += newPerDay;
    else once = true;
    deal();
    flip.focus();
  });
  for (const setting of [what, direction, shuffle]) setting.addEventListener("change", () => { once = false; deal(); });
  const reset = one(".study-reset");
  reset.addEventListener("click", () => {
    if (!confirm(reset.dataset.ask)) return;
    for (const entry of cards) forget(entry.key);
    extra = 0;
    once = false;
    deal();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !queue.length) return;
    const isField = event.target.closest("input, select, textarea, summary, a, [popover]");
    if (isField || (event.key === " " && event.target.closest("button"))) return;
    if (event.key === " ") { event.preventDefault(); turn(); }
    else if (event.key === "1") rate(false);
    else if (event.key === "2") rate(true);
  });
  // A swipe answers, once the back is shown.
  let start = null;
  card.addEventListener("pointerdown", (event) => { start = event.pointerType === "mouse" ? null : event; });
  card.addEventListener("pointercancel", () => { start = null; });
  card.addEventListener("pointerup", (event) => {
    const way = start ? event.clientX - start.clientX : 0;
    const isLevel = start && Math.abs(event.clientY - start.clientY) < Math.abs(way) / 2;
    start = null;
    if (isLevel && Math.abs(way) > 60) rate(way > 0);
  });

  document.addEventListener("seodang:patch", () => { cards = read(); deal(); }); // a preview changed the page in place
  if (new Set(cards.map((entry) => entry.kind)).size < 2) what.closest("label").hidden = true;
  if (!cards.some((entry) => entry.kind === "term")) direction.closest("label").hidden = true;
  study.hidden = false;
  deal();
})();
