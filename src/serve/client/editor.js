// Turns a click that the browser itself made, with the Alt key down, into a request to open the editor. It runs in a
// document of another origin than the course's pages, which lie below it and cannot look in; it holds the key.
(function () {
  "use strict";
  const { key, sites } = document.currentScript.dataset;
  const page = window.parent;
  // As a page of its own it has nothing to do.
  if (page === window) return;
  const allowed = sites.split(" ");
  // How long after a click the page may say what stands there, in milliseconds.
  const PATIENCE = 5000;
  // The origin of the page below, once it made itself known, and until when it may name one place.
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
  // The key may have been let go while another window had the keyboard.
  addEventListener("pointermove", (event) => { if (!event.altKey) tell({ kind: "release" }); });

  async function open(place) {
    const query = new URLSearchParams();
    for (const name of ["file", "page", "line", "column"]) if (place[name] !== undefined) query.set(name, String(place[name]));
    const answer = await fetch(`/open?${query}`, { method: "POST", headers: { "X-Seodang-Key": key } });
    if (!answer.ok) { tell({ kind: "note", text: (await answer.text()).trim() }); return; }
    const { address, note } = await answer.json();
    if (note) tell({ kind: "note", text: note });
    // The address names a place on this machine: it goes to the browser, never to the page.
    else if (address && /^https?:/i.test(address)) window.open(address, "_blank", "noopener");
    else if (address) location.href = address;
  }
})();
