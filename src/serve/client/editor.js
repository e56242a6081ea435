// Turns a trusted click with the Alt key down into a request to open the editor. It runs in a document of another origin
// than the course's page below it, which therefore cannot read the key.
(function () {
  "use strict";
  const { key, sites } = document.currentScript.dataset;
  const page = window.parent;
  // Outside a frame there is nothing to do.
  if (page === window) return;
  const allowed = sites.split(" ");
  // The time in milliseconds after a click in which the page may name its place.
  const PATIENCE = 5000;
  // The origin of the page below, once it has greeted, and the end of the time in which it may name one place.
  let site = null, until = 0;
  const tell = (message) => { if (site) page.postMessage({ seodang: "editor", ...message }, site); };

  addEventListener("message", (event) => {
    const said = event.data;
    if (event.source !== page || !allowed.includes(event.origin) || !said || said.seodang !== "page") return;
    site = event.origin;
    if (said.kind === "hello") tell({ kind: "ready" });
    else if (said.kind === "open" && performance.now() < until) {
      until = 0;
      open(said);
    }
  });
  function press(event, message) {
    if (!event.isTrusted || !event.altKey) return;
    event.preventDefault();
    until = performance.now() + PATIENCE;
    tell({ kind: "press", ...message });
  }
  addEventListener("click", (event) => press(event, { x: event.clientX, y: event.clientY }));
  addEventListener("keydown", (event) => { if (event.key === "Enter") press(event, { focused: true }); });
  addEventListener("keyup", (event) => { if (event.key === "Alt") tell({ kind: "release" }); });
  // The key may have been released while another window had the keyboard.
  addEventListener("pointermove", (event) => { if (!event.altKey) tell({ kind: "release" }); });

  async function open(place) {
    const query = new URLSearchParams();
    for (const name of ["file", "page", "line", "column"]) if (place[name] !== undefined) query.set(name, String(place[name]));
    const answer = await fetch(`/open?${query}`, { method: "POST", headers: { "X-Seodang-Key": key } });
    if (!answer.ok) { tell({ kind: "note", text: (await answer.text()).trim() }); return; }
    const { address, note } = await answer.json();
    if (note) tell({ kind: "note", text: note });
    // The address holds a path of this machine: open it here, and do not pass it to the page.
    else if (address && /^https?:/i.test(address)) window.open(address, "_blank", "noopener");
    else if (address) location.href = address;
  }
})();
