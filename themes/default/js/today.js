// Marks today's dates and the current session of a page, by the clock of the reader.
(function () {
  "use strict";
  const words = document.currentScript.dataset;
  const two = (number) => String(number).padStart(2, "0");
  function show() {
    const clock = new Date();
    const today = `${clock.getFullYear()}-${two(clock.getMonth() + 1)}-${two(clock.getDate())}`;
    const minute = clock.getHours() * 60 + clock.getMinutes();
    for (const dated of document.querySelectorAll("[data-days]")) {
      const [first, last = first] = dated.dataset.days.split("/");
      if (first <= today && today <= last) dated.dataset.today = words.today;
      else delete dated.dataset.today;
    }
    // A timetable is for the date of its page; without a date, for today.
    const own = document.querySelector(".masthead [data-days]");
    const counts = !own || "today" in own.dataset;
    for (const row of document.querySelectorAll("[data-span]")) {
      const [from, to] = row.dataset.span.split("-").map(Number);
      const now = counts && (from <= to ? from <= minute && minute < to : minute >= from || minute < to);
      if (now) {
        row.setAttribute("aria-current", "time");
        (row.querySelector(".agenda-time") || row.cells[0]).dataset.now = words.now;
      } else if (row.hasAttribute("aria-current")) {
        row.removeAttribute("aria-current");
        for (const mark of row.querySelectorAll("[data-now]")) delete mark.dataset.now;
      }
    }
  }
  show();
  // The week by the clock opens on today.
  const day = document.querySelector(".week-days [data-today]");
  if (day) day.previousElementSibling.checked = true;
  setInterval(show, 20000);
  document.addEventListener("visibilitychange", show);
  document.addEventListener("seodang:patch", show);
})();
