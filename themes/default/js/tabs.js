// Makes tabs of panels that stand one below the other (ARIA Authoring Practices, "Tabs"). A choice holds for all sets of the course with
// the same labels. Hidden panels are found by the browser's search, by links into them and by the search of the course.
(function () {
  "use strict";
  const all = (selector, from) => [...(from || document).querySelectorAll(selector)];
  const panels = (set) => all(":scope > .tab", set);
  const tabs = (set) => all(":scope > .tab-list > [role=tab]", set);
  const name = (set) => `seodang:tab:${set.dataset.labels}`;
  let count = 0;

  function select(set, chosen) {
    tabs(set).forEach((tab, at) => {
      tab.setAttribute("aria-selected", at === chosen);
      tab.tabIndex = at === chosen ? 0 : -1;
    });
    panels(set).forEach((panel, at) => {
      if (at === chosen) panel.removeAttribute("hidden");
      else panel.setAttribute("hidden", "until-found");
    });
  }

  // Selects the tab in all sets with the same labels, and keeps the tab that was pressed where it is on the screen.
  function choose(set, chosen, keep) {
    const top = set.getBoundingClientRect().top;
    for (const other of all(".tabs[data-labels]")) if (other.dataset.labels === set.dataset.labels) select(other, chosen);
    if (!keep) return;
    scrollBy({ top: set.getBoundingClientRect().top - top, behavior: "instant" });
    // Storage may be forbidden or full.
    try { localStorage.setItem(name(set), chosen); } catch (_) {}
  }

  function reveal(node) {
    for (let panel = node && node.closest(".tab[hidden]"); panel; panel = panel.parentElement.closest(".tab[hidden]")) {
      select(panel.parentElement, panels(panel.parentElement).indexOf(panel));
    }
  }

  function make(set) {
    const labels = panels(set).map((panel) => panel.querySelector(":scope > .tab-title"));
    if (!labels.length || labels.includes(null)) return;
    set.dataset.labels = labels.map((label) => label.textContent.trim()).join("|");
    const list = document.createElement("div");
    list.className = "tab-list";
    list.setAttribute("role", "tablist");
    panels(set).forEach((panel, at) => {
      const tab = document.createElement("button");
      const id = `sd-tab-${++count}`;
      tab.type = "button";
      tab.id = id;
      // A button may hold neither links nor marks: only their words.
      tab.append(...[...labels[at].childNodes].map((node) => (node.nodeName === "CODE" ? node.cloneNode(true) : node.textContent)));
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", `${id}-panel`);
      tab.addEventListener("click", () => choose(set, at, true));
      panel.id ||= `${id}-panel`;
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.removeAttribute("aria-label");
      panel.setAttribute("aria-labelledby", id);
      if (!panel.querySelector(":is(a[href], button, input, summary, [tabindex]):not([tabindex=\"-1\"])")) panel.tabIndex = 0;
      panel.addEventListener("beforematch", () => reveal(panel.firstElementChild));
      list.append(tab);
    });
    list.addEventListener("keydown", (event) => {
      const every = tabs(set);
      const here = every.indexOf(event.target);
      const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: every.length - 1 }[event.key];
      if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const at = (next + every.length) % every.length;
      choose(set, at, true);
      every[at].focus();
    });
    set.prepend(list);
    const first = Math.max(0, panels(set).findIndex((panel) => "selected" in panel.dataset));
    let kept = null;
    try { kept = localStorage.getItem(name(set)); } catch (_) {}
    select(set, kept !== null && labels[kept] ? Number(kept) : first);
  }

  const start = () => all(".tabs:not([data-labels])").forEach(make);
  const follow = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest(".tab[hidden]")) return;
    reveal(target);
    target.scrollIntoView();
  };
  start();
  follow();
  addEventListener("hashchange", follow);
  addEventListener("storage", (event) => {
    for (const set of all(".tabs[data-labels]")) if (event.key === name(set)) select(set, Number(event.newValue) || 0);
  });
  document.addEventListener("seodang:patch", start); // a preview changed the page in place
  document.addEventListener("seodang:reveal", (event) => reveal(event.target)); // the search found words in a panel
})();
