// Copies formulas as TeX where a selection holds any, and lets the keyboard reach those that scroll.
// A classic script without dependencies. The button of a figure is that of code (reader.js).
(function () {
  "use strict";
  const tex = (math) => {
    const source = math.dataset.tex;
    return math.getAttribute("display") === "block" ? `$$${source}$$` : `$${source}$`;
  };
  const inline = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("math");

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (event.defaultPrevented || selection.isCollapsed || !event.clipboardData) return;
    const range = selection.getRangeAt(0).cloneRange();
    // A formula is copied as a whole.
    const [first, last] = [inline(range.startContainer), inline(range.endContainer)];
    if (first) range.setStartBefore(first);
    if (last) range.setEndAfter(last);
    const part = range.cloneContents();
    const formulas = part.querySelectorAll("math");
    if (!formulas.length) return;
    const html = document.createElement("div");
    html.append(part.cloneNode(true));
    for (const button of part.querySelectorAll("button")) button.remove();
    for (const math of formulas) math.replaceWith(tex(math));
    // Blocks are parted by blank lines, as the browser's own copy would have it.
    for (const block of part.querySelectorAll("p, li, figure, h1, h2, h3, h4, h5, h6, tr")) block.append("\n");
    event.clipboardData.setData("text/plain", part.textContent.trim());
    event.clipboardData.setData("text/html", html.innerHTML);
    event.preventDefault();
  });

  // What scrolls can be reached with the keyboard.
  function reach() {
    for (const view of document.querySelectorAll(".formula-view, .formula-line")) {
      const scrolls = view.scrollWidth > view.clientWidth + 1;
      if (scrolls) view.tabIndex = 0;
      else view.removeAttribute("tabindex");
    }
  }
  reach();
  addEventListener("resize", reach);
  document.addEventListener("seodang:patch", reach);
  if (document.fonts) document.fonts.ready.then(reach);
})();
