// Finds the source line of a place on the page, and lays the frame over the page that opens the editor by Alt-click.
// One of the parts of live.js (see client.rs): they share one scope.
// Scripts of a course can do whatever this one can. So the click that opens an editor lands in a frame of another origin,
// which lies over the page while Alt is held, and has the key (editor_router.rs says why). This script only adds the place at
// the point of the click.
(() => {
  const home = now.editor;
  let frame = null, before = null;
  const send = (message) => frame.contentWindow.postMessage({ seodang: "page", ...message }, home);
  function create() {
    frame = document.createElement("iframe");
    frame.src = `${home}/`;
    frame.title = words.frame;
    frame.tabIndex = -1;
    frame.style.cssText = "position: fixed; inset: 0; width: 100%; height: 100%; max-width: none; max-height: none; margin: 0; padding: 0; border: 0; opacity: 1; filter: none; transform: none; clip-path: none; background: none; box-shadow: none; visibility: visible; pointer-events: auto; z-index: 2147483647; color-scheme: light only; display: none";
    frame.addEventListener("load", () => send({ kind: "hello" }));
    frame.dataset.seodangEditor = "";
    document.documentElement.append(frame);
    // A theme's Content-Security-Policy may block the frame.
    setTimeout(() => { if (!frame.dataset.seodangEditor) { lift(); overlay.note(words.noFrame); } }, 5000);
  }
  function lay() {
    if (!frame || !frame.isConnected) create();
    if (frame.style.display === "block") return;
    before = overlay.placeInFocus() ? overlay.focused() : document.activeElement;
    frame.style.display = "block";
    // Alt+Enter opens the focused place: the frame must receive that key.
    if (overlay.placeInFocus()) frame.focus();
  }
  function lift() {
    if (!frame || frame.style.display === "none") return;
    const had = document.activeElement === frame;
    frame.style.display = "none";
    if (had && before && before.isConnected) before.focus({ preventScroll: true });
  }
  async function placeAt(x, y) {
    const target = document.elementFromPoint(x, y);
    if (target === overlay.host) return overlay.placeAt(x, y);
    if (!target || !target.closest("main")) return null;
    return { page: location.pathname, line: await lineOf(target) };
  }
  const isAlt = (event) => event.altKey && !event.ctrlKey && !event.metaKey && !event.getModifierState("AltGraph");
  if (home) {
    addEventListener("message", async (event) => {
      if (!frame || event.source !== frame.contentWindow || event.origin !== home || !event.data || event.data.seodang !== "editor") return;
      const { kind, x, y, focused, text } = event.data;
      if (kind === "ready") frame.dataset.seodangEditor = "ready";
      else if (kind === "note") overlay.note(text);
      else if (kind === "release") lift();
      else if (kind === "press") {
        lift();
        const place = focused ? overlay.placeInFocus() : await placeAt(x, y);
        if (place) send({ kind: "open", ...place });
      }
    });
    addEventListener("keydown", (event) => { if (event.key === "Alt" && isAlt(event)) lay(); }, true);
    addEventListener("keyup", (event) => { if (event.key === "Alt") lift(); }, true);
    // If another window had the keyboard, the pointer is the first to report the key.
    addEventListener("pointermove", (event) => { if (isAlt(event)) lay(); }, true);
    // A press in the frame blurs the page too, and Firefox moves the focus only after that: wait before looking.
    addEventListener("blur", () => setTimeout(() => { if (!document.hasFocus()) lift(); }, 100));
  }
  // A click before the frame was laid.
  addEventListener("click", (event) => {
    if (!event.isTrusted || !isAlt(event) || !event.target.closest("main")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    overlay.note(home ? words.clickAgain : words.remote);
    if (home) lay();
  }, true);
})();
const isElement = (node) => node && node.nodeType === 1;
async function lineOf(target) {
  let node = target;
  while (node && !origin.has(node)) node = node.parentElement;
  if (!node) return 1;
  const way = [];
  for (let step = origin.get(node); step && step !== source; step = step.parentElement) {
    way.unshift([...step.parentElement.children].indexOf(step));
  }
  const answer = await fetch(own("lines", { page: location.pathname }));
  if (!answer.ok) return 1;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let found = page.documentElement;
  for (const index of way) if (isElement(found.children[index])) found = found.children[index];
  const comments = page.createNodeIterator(page, NodeFilter.SHOW_COMMENT);
  let line = 1;
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) {
    if (!(comment.compareDocumentPosition(found) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    const said = /^line (\d+)$/.exec(comment.data);
    if (said) line = Number(said[1]);
  }
  return line;
}
