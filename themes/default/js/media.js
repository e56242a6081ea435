// Puts the frame of a card (a film, a program, a document of another site) above it when its button is pressed. Nothing is loaded before.
// A classic script without dependencies.
(function () {
  "use strict";
  const isFile = location.protocol === "file:";

  // Allows other origins only: a frame of the site itself could change the page.
  function address(card) {
    try {
      const url = new URL(card.dataset.frame);
      return url.protocol === "https:" && url.origin !== location.origin ? url.href : null;
    } catch (_) {
      return null;
    }
  }

  function show(card, button) {
    const { shape, size } = card.dataset;
    const isRecording = shape === "video" || shape === "audio";
    const frame = document.createElement(isRecording ? shape : "iframe");
    const title = card.querySelector(".media-title").textContent;
    if (isRecording) {
      frame.controls = true;
      frame.setAttribute("aria-label", title);
    } else {
      frame.title = title;
      frame.dataset.shape = shape;
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-presentation");
      frame.allow = "fullscreen; picture-in-picture; encrypted-media";
      frame.allowFullscreen = true;
      frame.referrerPolicy = "referrer" in card.dataset ? "strict-origin-when-cross-origin" : "no-referrer";
      if (size && shape === "film") frame.style.aspectRatio = size;
      else if (size && shape === "page") frame.style.blockSize = `${Math.min(size.split("/")[1], 900)}px`;
    }
    frame.tabIndex = 0;
    frame.src = address(card);
    card.prepend(frame);
    button.remove();
    frame.focus();
  }

  function dress() {
    for (const card of document.querySelectorAll(".media[data-frame]")) {
      const button = card.querySelector(".media-load[hidden]");
      // YouTube requires a referrer, which a page from file:// does not have (error 153): its card stays a link.
      if (!button || !address(card) || (isFile && "referrer" in card.dataset)) continue;
      const online = () => { button.disabled = !navigator.onLine; };
      online();
      addEventListener("online", online);
      addEventListener("offline", online);
      button.hidden = false;
      button.addEventListener("click", () => show(card, button));
    }
  }
  dress();
  document.addEventListener("seodang:patch", dress);
})();
