// Changes the reading settings: light or dark, size and width of the text, the side navigation. scheme.js restores them.
(function () {
  "use strict";
  const root = document.documentElement;
  const choices = [...document.querySelectorAll("[data-set]")];
  function show() {
    for (const choice of choices) {
      choice.setAttribute("aria-pressed", (root.dataset[choice.dataset.set] || "") === choice.dataset.value);
    }
  }
  function choose(name, value) {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    // Without storage, the choice lasts until the page is left.
    try { localStorage.setItem(`seodang:${name}`, value); } catch (_) {}
    show();
    document.dispatchEvent(new Event("seodang:settings"));
  }
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-set]");
    if (choice) choose(choice.dataset.set, choice.dataset.value);
  });
  document.addEventListener("seodang:open", (event) => {
    if (event.target.matches(".nav-hide")) choose("nav", root.dataset.nav ? "" : "off");
  });
  show();
})();
