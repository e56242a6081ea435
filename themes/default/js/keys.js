// Lists the keyboard shortcuts of the page in a dialog, where single-letter shortcuts can be switched off.
(function () {
  "use strict";
  const sheet = document.getElementById("sd-keys");
  if (!sheet) return;
  const list = sheet.querySelector("dl");
  const letters = sheet.querySelector("input");
  const name = "seodang:letters";
  function line(keys, text) {
    const term = document.createElement("dt");
    const detail = document.createElement("dd");
    for (const key of keys) {
      const cap = document.createElement("kbd");
      cap.textContent = key.replace(/(^|\+)([a-z])$/, (_, plus, letter) => plus + letter.toUpperCase());
      term.append(cap, " ");
    }
    detail.textContent = text;
    list.append(term, detail);
  }
  function show() {
    list.replaceChildren();
    for (const each of document.querySelectorAll("[data-keys]")) {
      const label = each.getAttribute("aria-label") || each.textContent.replace(/\?$/, "");
      line(each.dataset.keys.split(" "), (each.dataset.keysName || label).trim());
    }
    line(["Esc"], list.dataset.close);
    letters.checked = document.documentElement.dataset.letters !== "off";
  }
  letters.addEventListener("change", () => {
    const off = letters.checked ? "" : "off";
    document.documentElement.dataset.letters = off;
    // Without storage, the choice lasts until the page is left.
    try { localStorage.setItem(name, off); } catch (_) {}
  });
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  document.addEventListener("seodang:open", (event) => {
    if (!event.target.matches('[data-load="keys.js"]')) return;
    show();
    sheet.showModal();
  });
})();
