// Fills the ways into the course with what only the browser knows: the page that was read last, and today's date.
(function () {
  "use strict";
  const start = document.querySelector(".start");
  if (!start) return;
  const tasks = window.seodangTasks;
  const one = (selector) => start.querySelector(selector);
  function fill(tile, way, title, href) {
    if (!tile || !title) return;
    tile.hidden = false;
    tile.href = href;
    tile.querySelector(".start-title").textContent = title;
    if (way) tile.querySelector(".start-way").textContent = way;
  }
  const last = tasks && tasks.last();
  if (last) {
    fill(one(".start-go"), start.dataset.continue, last.name, new URL(last.at, location.href) + (last.hash || ""));
    if (last.lab) fill(one(".start-lab"), "", last.labName, new URL(last.lab, location.href));
  }
  // The most exact entry of the contents for today, or else the next one.
  const two = (number) => String(number).padStart(2, "0");
  const now = new Date();
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const dated = [...document.querySelectorAll(".contents [data-days]")].map((place) => {
    const [first, end = first] = place.dataset.days.split("/");
    return { place, first, end };
  });
  const running = dated.filter(({ first, end }) => first <= today && today <= end);
  const coming = dated.filter(({ first }) => first > today).sort((one, other) => (one.first < other.first ? -1 : 1));
  const found = running.find(({ first, end }) => first === end) || running.pop() || coming[0];
  if (!found) return;
  const item = found.place.closest("li");
  const link = item.querySelector("a");
  const label = item.querySelector(".lesson-label, .unit-label");
  const name = label && label.firstChild ? label.firstChild.textContent.trim() : "";
  const isToday = found.first <= today;
  fill(one(".start-date"), isToday ? start.dataset.onToday : `${start.dataset.nextDate} · ${found.place.textContent}`, `${name ? `${name}: ` : ""}${link.textContent}`, link.href);
})();
