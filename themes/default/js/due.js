// Greys due dates that are over, and names the next one on the home page, by the clock of the reader.
(function () {
  "use strict";
  // A date without a time ends with its day, wherever the reader is.
  function end(moment) {
    const day = /^(\d+)-(\d+)-(\d+)$/.exec(moment);
    return day ? new Date(day[1], day[2] - 1, Number(day[3]) + 1) : new Date(moment);
  }
  function show() {
    const now = new Date();
    for (const due of document.querySelectorAll("[data-due]")) due.toggleAttribute("data-over", end(due.dataset.due) <= now);
    const tile = document.querySelector(".start-due");
    if (!tile || !window.seodangDues) return;
    const coming = window.seodangDues.filter(([moment]) => end(moment) > now).sort((one, other) => end(one[0]) - end(other[0]));
    tile.hidden = !coming.length;
    if (!coming.length) return;
    const [, text, href, name] = coming[0];
    tile.href = href;
    tile.querySelector(".start-title").textContent = `${text} · ${name}`;
  }
  show();
  setInterval(show, 60000);
  document.addEventListener("visibilitychange", show);
  document.addEventListener("seodang:patch", show);
})();
