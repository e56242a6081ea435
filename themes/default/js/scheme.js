// Turns the reader's remembered choice of light or dark into data-scheme on the root, before the first paint.
(function () {
  "use strict";
  var root = document.documentElement;
  root.setAttribute("data-script", "");
  // Storage may be forbidden (private windows, strict file:// rules): then the system decides.
  try {
    var choice = localStorage.getItem("seodang:scheme");
    if (choice === "light" || choice === "dark") root.setAttribute("data-scheme", choice);
    root.setAttribute("data-letters", localStorage.getItem("seodang:letters") || "");
  } catch (_) {}
})();
