// Marks the words of a search (`?q=words|other words` in the URL) on the page that it opens, and scrolls to the first one
// below the heading in the fragment. Escape removes the marks.
(function () {
  "use strict";
  const words = (new URLSearchParams(location.search).get("q") || "").split("|").map((word) => word.trim()).filter(Boolean);
  const main = document.querySelector("main");
  if (!words.length || !main) return;
  const nodes = [];
  let text = "";
  let block = null;
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    if (node.parentElement.closest("math, script, style, button, select, textarea, .anchor, .diagram-source, svg title, svg desc, svg style")) continue;
    const line = node.parentElement.closest("text tspan");
    const own = node.parentElement.closest("svg text, p, li, td, th, h1, h2, h3, h4, h5, h6, pre, dt, dd, summary, figcaption, label, div");
    // A word never spans two blocks.
    if (own !== block) text += "\n";
    // The lines of a label are words of one text.
    else if (line && !/\s$/.test(text)) text += " ";
    block = own;
    nodes.push([node, text.length]);
    text += own && own.matches("pre") ? node.data : node.data.replace(/\s/g, " ");
  }
  const pattern = words.map((word) => word.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&").replace(/\s+/g, "[^\\S\\n]+")).join("|");
  const hits = [...text.matchAll(new RegExp(pattern, "gi"))].slice(0, 300);
  // From the end, so that earlier offsets stay valid.
  for (const hit of hits.reverse()) {
    const end = hit.index + hit[0].length;
    for (let at = nodes.length; at--;) {
      const [node, start] = nodes[at];
      if (start >= end) continue;
      if (start + node.length <= hit.index) break;
      const range = document.createRange();
      // A drawing has no <mark>: its words get a halo (`search.css`).
      const mark = node.parentElement.closest("text") ? document.createElementNS("http://www.w3.org/2000/svg", "tspan") : document.createElement("mark");
      mark.setAttribute("class", "found");
      range.setStart(node, Math.max(hit.index - start, 0));
      range.setEnd(node, Math.min(end - start, node.length));
      range.surroundContents(mark);
    }
  }
  const marks = [...main.querySelectorAll(".found")];
  const section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const first = marks.find((mark) => !section || section.contains(mark) || section.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (first) {
    for (let around = first; (around = around.parentElement.closest("details"));) around.open = true;
    first.dispatchEvent(new CustomEvent("seodang:reveal", { bubbles: true }));
    first.scrollIntoView({ block: "center" });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open], :popover-open")) return;
    for (const mark of main.querySelectorAll(".found")) mark.replaceWith(...mark.childNodes);
  });
  // Removes the query, so that readers copy the URL of the page.
  try { history.replaceState(history.state, "", location.href.replace(/\?[^#]*/, "")); } catch (_) {}
})();
