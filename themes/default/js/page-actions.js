// Prints the page, and shares its address: by the sheet of a phone, else by the clipboard.
(function () {
  "use strict";
  const words = document.body.dataset;
  async function share(button) {
    const url = location.href;
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      try { await navigator.share({ title: document.title, url }); } catch (_) {} // the reader closed the sheet
      return;
    }
    const label = button.querySelector("span");
    const name = label.textContent;
    try {
      await navigator.clipboard.writeText(url);
      label.textContent = words.copied;
    } catch (_) {
      label.textContent = words.copyFailed;
    }
    setTimeout(() => { label.textContent = name; }, 1600);
  }
  document.addEventListener("seodang:open", (event) => {
    const button = event.target.closest("[data-action]");
    if (!button || button.disabled) return;
    if (button.dataset.action === "share") {
      button.disabled = true; // until the label is back
      share(button).finally(() => setTimeout(() => { button.disabled = false; }, 1600));
      return;
    }
    const menu = button.closest("[popover]");
    if (menu) menu.hidePopover();
    print();
  });
})();
