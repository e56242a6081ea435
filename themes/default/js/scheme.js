// Turns the reader's remembered choices (light or dark, long lines of code) into attributes of the root, before the first paint.
(function () {
  "use strict";
  var root = document.documentElement;
  root.setAttribute("data-script", "");
  // Storage may be forbidden (private windows, strict file:// rules): then the system decides.
  try {
    var choice = localStorage.getItem("seodang:scheme");
    if (choice === "light" || choice === "dark") root.setAttribute("data-scheme", choice);
    if (localStorage.getItem("seodang:wrap")) root.setAttribute("data-wrap", "");
    root.setAttribute("data-letters", localStorage.getItem("seodang:letters") || "");
  } catch (_) {}
})();
