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
    // Separates blocks by blank lines, as the browser's own copy does.
    for (const block of part.querySelectorAll("p, li, figure, h1, h2, h3, h4, h5, h6, tr")) block.append("\n");
    event.clipboardData.setData("text/plain", part.textContent.trim());
    event.clipboardData.setData("text/html", html.innerHTML);
    event.preventDefault();
  });

  // An inline formula has its button only while it is hovered; with the keyboard, a selection is copied.
  const words = document.body.dataset;
  const tool = document.createElement("button");
  tool.type = "button";
  tool.className = "formula-copy";
  tool.hidden = true;
  tool.setAttribute("aria-live", "polite");
  document.body.append(tool);
  let source = null;
  let hiding = 0;
  const hide = () => { tool.hidden = true; };
  const stay = () => clearTimeout(hiding);
  const leave = () => { stay(); hiding = setTimeout(hide, 400); };
  function offer(event) {
    const math = event.target.closest && event.target.closest(".prose math");
    if (!math || math.closest(".formula, a, button, summary, label")) return;
    stay();
    if (tool.hidden || source !== math) tool.textContent = words.copy;
    source = math;
    tool.hidden = false;
    const box = math.getBoundingClientRect();
    const left = Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - tool.offsetWidth - 8);
    tool.style.translate = `${left}px ${box.top + scrollY - tool.offsetHeight - 2}px`;
  }
  document.addEventListener("pointerover", offer);
  document.addEventListener("click", offer);
  document.addEventListener("pointerout", (event) => { if (source && source.contains(event.target)) leave(); });
  tool.addEventListener("pointerenter", stay);
  tool.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  tool.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.dataset.tex);
      tool.textContent = words.copied;
    } catch (_) {
      tool.textContent = words.copyFailed;
    }
    stay();
    hiding = setTimeout(hide, 1600);
  });

  // Makes formulas that scroll focusable.
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
