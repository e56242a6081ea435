// Turns the reader's remembered settings into attributes of the root, before the first paint.
(function () {
  "use strict";
  var root = document.documentElement;
  root.setAttribute("data-script", "");
  // Storage may be forbidden (private windows, strict file:// rules): then the system decides.
  try {
    ["scheme", "letters", "size", "width", "nav", "wrap"].forEach(function (name) {
      var choice = localStorage.getItem("seodang:" + name);
      if (choice && choice !== "system") root.setAttribute("data-" + name, choice);
    });
  } catch (_) {}
})();
