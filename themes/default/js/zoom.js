// Shows a diagram or an image in full size, in one dialog: loaded when a reader first asks for it (reader.js).
// A classic script without dependencies.
(function () {
  "use strict";
  const words = document.body.dataset;
  let view = null;
  function makeView() {
    const dialog = document.createElement("dialog");
    const stage = document.createElement("div");
    const tools = document.createElement("div");
    const hint = document.createElement("p");
    dialog.className = "zoom";
    stage.className = "zoom-stage";
    tools.className = "zoom-tools";
    hint.className = "zoom-hint";
    hint.textContent = matchMedia("(hover: none)").matches ? words.zoomTouch : words.zoomHint;
    const at = { x: 0, y: 0, scale: 1, width: 1, height: 1 };
    const fingers = new Map();
    let picture = null;
    let fitted = 1;
    let timer = 0;

    function hideHint() { hint.dataset.done = ""; }
    function place() { picture.style.transform = `translate(${at.x}px, ${at.y}px) scale(${at.scale})`; }
    function zoom(factor, x = innerWidth / 2, y = innerHeight / 2) {
      const scale = Math.min(8, Math.max(0.1, at.scale * factor));
      at.x = x - (x - at.x) * scale / at.scale;
      at.y = y - (y - at.y) * scale / at.scale;
      at.scale = scale;
      place();
    }
    function pan(x, y) { at.x += x; at.y += y; place(); }
    function fit() {
      // Leaves space for the tools, which are below on a phone (`figures.css`); small drawings grow to at most twice their size.
      const [above, below] = innerWidth > 640 ? [76, 52] : [16, 84];
      const height = innerHeight - above - below;
      fitted = at.scale = Math.min((innerWidth - 32) / at.width, height / at.height, 2);
      at.x = (innerWidth - at.width * at.scale) / 2;
      at.y = above + (height - at.height * at.scale) / 2;
      place();
    }
    // From the whole to a readable size about a point, and back.
    function toggle(x, y) {
      if (at.scale > fitted * 1.2) fit();
      else zoom(Math.max(2, 1 / at.scale), x, y);
    }
    for (const [sign, label, act] of [["−", words.zoomOut, () => zoom(1 / 1.25)], ["+", words.zoomIn, () => zoom(1.25)], [words.zoomFit, "", fit], [words.close, "", () => dialog.close()]]) {
      const tool = document.createElement("button");
      tool.type = "button";
      tool.textContent = sign;
      tool.addEventListener("click", act);
      if (label) tool.setAttribute("aria-label", label);
      tools.append(tool);
    }
    stage.addEventListener("dblclick", (event) => toggle(event.clientX, event.clientY));
    stage.addEventListener("wheel", (event) => {
      event.preventDefault();
      hideHint();
      zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0018)), event.clientX, event.clientY);
    }, { passive: false });
    stage.addEventListener("pointerdown", (event) => {
      stage.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event);
    });
    stage.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      if (Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) > 2) hideHint();
      const other = [...fingers].find(([id]) => id !== event.pointerId);
      if (other) {
        const gap = (point) => Math.hypot(point.clientX - other[1].clientX, point.clientY - other[1].clientY) || 1;
        zoom(gap(event) / gap(before), other[1].clientX, other[1].clientY);
      } else pan(event.clientX - before.clientX, event.clientY - before.clientY);
      fingers.set(event.pointerId, event);
    });
    for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
    const keys = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(1 / 1.25), 0: fit, ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60) };
    dialog.addEventListener("keydown", (event) => {
      if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      hideHint();
      keys[event.key]();
    });
    // The event is asynchronous: the next picture may be shown already.
    dialog.addEventListener("close", () => { if (!dialog.open) { picture.remove(); fingers.clear(); } });
    addEventListener("resize", () => { if (dialog.open) fit(); });
    dialog.append(tools, stage, hint);
    document.body.append(dialog);
    return (source, label) => {
      picture = source.cloneNode(true);
      picture.removeAttribute("loading");
      // The copy is named by a label: its ids are removed, so that ids stay unique on the page.
      if (picture.hasAttribute("aria-labelledby")) picture.setAttribute("aria-label", label);
      for (const name of ["aria-labelledby", "aria-describedby", "id"]) picture.removeAttribute(name);
      for (const named of picture.querySelectorAll("title, desc")) named.removeAttribute("id");
      const box = source.viewBox ? source.viewBox.baseVal : { width: source.naturalWidth, height: source.naturalHeight };
      at.width = box.width || source.clientWidth;
      at.height = box.height || source.clientHeight;
      picture.style.width = `${at.width}px`;
      picture.style.height = `${at.height}px`;
      picture.draggable = false;
      dialog.setAttribute("aria-label", label);
      stage.replaceChildren(picture);
      dialog.showModal();
      fit();
      delete hint.dataset.done;
      clearTimeout(timer);
      timer = setTimeout(hideHint, 5000);
    };
  }
  document.addEventListener("seodang:open", (event) => {
    if (event.target.dataset.load !== "zoom.js") return;
    // Queried each time: the preview can replace the drawing in the frame.
    const figure = event.target.parentElement;
    const source = figure.querySelector(":scope > .diagram-view > svg, :scope > img, :scope > a > img");
    const holder = figure.querySelector(":scope > .diagram-view");
    view = view || makeView();
    view(source, (holder && holder.getAttribute("aria-label")) || source.alt || words.enlarge);
  });
})();
