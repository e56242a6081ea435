// Shows the note of a marked term when it is hovered, focused or tapped.
// Without this script, marks are links to the glossary.
(function () {
  "use strict";
  const notes = document.getElementById("sd-notes");
  if (!notes || !notes.showPopover) return;
  const wait = { show: 180, hide: 300 }; // ms: long enough to pass over a term, and to cross the gap into its note
  const gap = 6;
  const edge = 8;
  const box = document.createElement("div");
  box.className = "term-note";
  // The browser closes it on Escape, on a click beside it, and when another one opens.
  box.popover = "auto";
  box.setAttribute("role", "note");
  box.setAttribute("aria-label", notes.dataset.name);
  // Adds the box to <main>, so that its content belongs to a landmark.
  (document.querySelector("main") || document.body).append(box);
  let mark = null;
  let tapped = null;
  let timer = 0;

  const isOpen = () => box.matches(":popover-open");
  const markAt = (event) => (event.target.closest ? event.target.closest("a.term[data-term]") : null);
  const hasFocus = () => mark === document.activeElement || box.contains(document.activeElement);
  function later(act, time) {
    clearTimeout(timer);
    timer = setTimeout(act, time);
  }

  // Above or below the word, on the side with more room.
  function place() {
    const lines = mark.getClientRects();
    if (!lines.length) return hide();
    const first = lines[0];
    const last = lines[lines.length - 1];
    const width = document.documentElement.clientWidth;
    box.style.maxBlockSize = "";
    const above = first.top - gap - edge;
    const below = innerHeight - last.bottom - gap - edge;
    if (above < -first.height || below < -last.height) return hide();
    const isBelow = box.offsetHeight <= below || below >= above;
    box.style.maxBlockSize = `${Math.max(isBelow ? below : above, 64)}px`;
    box.style.top = `${isBelow ? last.bottom + gap : first.top - gap - box.offsetHeight}px`;
    box.style.left = `${Math.max(edge, Math.min((isBelow ? last : first).left, width - box.offsetWidth - edge))}px`;
  }
  function hide() {
    clearTimeout(timer);
    if (isOpen()) box.hidePopover();
  }
  function show(next) {
    clearTimeout(timer);
    const note = document.getElementById(`sd-note-${next.dataset.term}`);
    if (!note || (next === mark && isOpen())) return;
    const copy = note.cloneNode(true);
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    box.replaceChildren(...copy.childNodes);
    mark = next;
    if (!isOpen()) box.showPopover();
    box.scrollTop = 0;
    place();
  }

  function describe() {
    for (const term of document.querySelectorAll("a.term[data-term]")) {
      term.setAttribute("aria-describedby", `sd-means-${term.dataset.term}`);
    }
  }
  describe();
  document.addEventListener("seodang:patch", describe); // a preview changed the page in place
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const over = markAt(event);
    if (over) later(() => show(over), wait.show);
    else if (box.contains(event.target)) clearTimeout(timer);
    else if (isOpen() && !hasFocus()) later(hide, wait.hide);
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const over = markAt(event);
    if (over && over.matches(":focus-visible")) show(over);
    else if (!over && !box.contains(event.target)) hide();
  });
  // The first tap shows, the second follows the link.
  document.addEventListener("pointerdown", (event) => {
    const under = event.pointerType === "touch" ? markAt(event) : null;
    tapped = under && !(under === mark && isOpen()) ? under : null;
  }, true);
  document.addEventListener("click", (event) => {
    if (!tapped || markAt(event) !== tapped) return;
    event.preventDefault();
    show(tapped);
    tapped = null;
  });
  // The note is at the end of the page, but read right after its term.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || !isOpen() || !hasFocus()) return;
    const links = [...box.querySelectorAll("a")];
    const here = document.activeElement;
    if (here === mark && !event.shiftKey) {
      event.preventDefault();
      links[0].focus();
    } else if (here === links[0] && event.shiftKey) {
      event.preventDefault();
      mark.focus();
    } else if (here === links[links.length - 1] && !event.shiftKey) {
      mark.focus({ preventScroll: true }); // Tab continues from there
    }
  });
  const follow = () => { if (isOpen()) place(); };
  addEventListener("scroll", (event) => { if (event.target !== box) follow(); }, { passive: true, capture: true });
  addEventListener("resize", follow);
})();
