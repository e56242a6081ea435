// Lays the sections of an article out as slides: a heading with its first part, a label with its block; what does not fit
// continues on the next slide, between items, rows, lines of code or paragraphs. present.js shows the slides.
(function () {
  "use strict";
  const article = document.querySelector(".article");
  const SHRUNK = 0.84; // of the slide's type: how far it shrinks to keep a block whole
  const SMALLEST = 0.65; // for a block that cannot be divided; a larger one scrolls
  const READABLE = 0.9; // of its natural size, for a drawing beside text
  const make = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };
  const all = (selector, from) => [...from.querySelectorAll(selector)];
  const full = (body) => body.scrollHeight > body.clientHeight + 2;

  // ── Copies of the page's elements ──
  const originals = new WeakMap();
  function copy(node) {
    const made = node.cloneNode(true);
    const [from, to] = [[node, ...all("*", node)], [made, ...all("*", made)]];
    from.forEach((each, index) => {
      to[index].removeAttribute("id");
      if (each.matches("input, figure, .diagram, .image")) originals.set(to[index], each);
    });
    for (const extra of all(".figure-button, .anchor, .breadcrumb, .diagram-source", made)) extra.remove();
    for (const image of all("img", made)) image.loading = "eager";
    // Below the title of the slide, whose level is 1 or 2.
    for (const head of [made, ...all("*", made)]) if (/^H[2-6]$/.test(head.tagName)) head.setAttribute("aria-level", node.matches("h2, h3") ? 2 : 3);
    return made;
  }
  function titleOf(head) {
    const made = copy(head);
    for (const extra of all(".duration", made)) extra.remove();
    return made.textContent.trim();
  }

  // ── Sections ──
  function minutesOf(head) {
    const link = head.id && all(".outline a", document).find((each) => decodeURIComponent(each.hash.slice(1)) === head.id);
    const minutes = link && link.querySelector(".outline-minutes");
    return minutes ? parseInt(minutes.textContent, 10) : 0;
  }
  // In the page's order: the title with the content before the first heading, then each H2 and H3. A chapter that begins with a
  // section has no slide of its own: the slides of the section name it. Notes are for the speaker only.
  function sections() {
    const h1 = article.querySelector("h1");
    const info = article.querySelector(".info");
    const found = [{ head: h1, heads: [h1], timed: h1, minutes: 0, blocks: info ? [info] : [], notes: [] }];
    let chapter = null;
    for (const block of article.querySelector(".prose").children) {
      const last = found[found.length - 1];
      if (block.matches("h2, h3")) {
        const minutes = minutesOf(block);
        const isChapter = block.matches("h2");
        const own = isChapter || !chapter || minutes;
        const section = { head: block, heads: [block], over: isChapter ? null : chapter, blocks: [], notes: [], timed: own ? block : chapter.timed, minutes: own ? minutes : chapter.minutes };
        if (!isChapter && last === chapter && !last.blocks.length) {
          section.heads = [...last.heads, block];
          section.notes = last.notes;
          found.pop();
        }
        if (isChapter) chapter = section;
        found.push(section);
      } else if (block.matches(".for-instructors")) last.notes.push(block);
      else if (!block.matches("hr, script, style, .diagram-source, .term-notes")) last.blocks.push(block);
    }
    return found;
  }
  // A line that announces what follows it: a small heading, a bold line, a line that ends with a colon.
  function isLabel(block) {
    if (block.matches("h4, h5, h6")) return true;
    const text = block.textContent.trim();
    const bold = block.firstElementChild;
    return block.matches("p") && text.length < 120 && (/[:：]$/.test(text) || (bold && bold.matches("strong") && bold.textContent.trim() === text));
  }
  function groupsOf(blocks) {
    const groups = [];
    let open = null;
    for (const block of blocks) {
      if (open) open.push(block);
      else groups.push((open = [block]));
      if (!isLabel(block)) open = null;
    }
    // A label at the end belongs to what is above it.
    if (open && groups.length > 1) groups[groups.length - 2].push(...groups.pop());
    return groups;
  }

  // ── Drawings ──
  const picture = (block) => block.matches(".diagram, .image") && block.querySelector(".diagram-view > svg, img");
  const sizeOf = (drawn) => {
    const box = drawn.viewBox ? drawn.viewBox.baseVal : { width: drawn.naturalWidth, height: drawn.naturalHeight };
    return { width: box.width || 1, height: box.height || 1 };
  };
  // Returns the factor by which it grows to fill a room.
  function fit(block, width, height) {
    const drawn = picture(block);
    if (!drawn) return 1;
    const size = sizeOf(drawn);
    const factor = Math.min(width / size.width, height / size.height);
    drawn.style.cssText = `inline-size:${size.width * factor}px;block-size:${size.height * factor}px;max-inline-size:none;max-block-size:none`;
    return factor;
  }

  // Returns the factor by which it grows on a slide of its own.
  function alone(body, block) {
    const drawn = picture(block);
    if (!drawn) return 1;
    const size = sizeOf(drawn);
    return Math.min(body.clientWidth / size.width, (body.clientHeight * 0.92) / size.height);
  }

  // ── Division of a block that is too tall ──
  // Returns the element whose children may be on different slides.
  function holderOf(block) {
    if (block.matches("ul, ol")) return block;
    if (block.matches(".table-view, table")) return block.querySelector("tbody");
    return block.matches("li, dl, blockquote, details, div, section") && !block.matches(".diagram-view, .tabs") ? block : null;
  }
  function cut(code, line) {
    const range = document.createRange();
    let left = line;
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      for (let at = data.indexOf("\n"); at >= 0; at = data.indexOf("\n", at + 1)) {
        left -= 1;
        if (left > 0) continue;
        range.setStart(walker.currentNode, at + 1);
        range.setEnd(code, code.childNodes.length);
        return range.extractContents();
      }
    }
    return null;
  }
  // Divides code between lines, if there is one near before an empty one or a new statement. Returns the rest, or null if too little fits.
  function splitCode(body, figure) {
    const code = figure.querySelector("code");
    const whole = code.cloneNode(true);
    const lines = whole.textContent.replace(/\n$/, "").split("\n");
    const keep = (count) => {
      code.replaceChildren(...whole.cloneNode(true).childNodes);
      return cut(code, count);
    };
    let [fits, most] = [0, lines.length - 1];
    while (fits < most) {
      const middle = Math.ceil((fits + most) / 2);
      keep(middle);
      if (full(body)) most = middle - 1;
      else fits = middle;
    }
    const isWhole = (at) => !/(\\|^\s*(#|\/\/).*)$/.test(lines[at - 1]);
    const ends = [(at) => !lines[at].trim(), (at) => isWhole(at) && !/^\s/.test(lines[at]), isWhole];
    const near = Array.from({ length: Math.ceil(fits / 2) }, (_, back) => fits - back);
    for (const end of ends) if (near.some(end)) { fits = near.find(end); break; }
    const rest = fits < 3 ? null : keep(fits);
    if (!rest) {
      code.replaceChildren(...whole.childNodes);
      return null;
    }
    const more = figure.cloneNode(true);
    const into = more.querySelector("code");
    into.replaceChildren(rest);
    if (into.firstChild && into.firstChild.nodeType === 3) into.firstChild.data = into.firstChild.data.replace(/^\n+/, "");
    return more;
  }
  // Moves the end of a block that does not fit into a copy of it, and leaves at least so many parts; null if that is impossible.
  function split(body, block, least) {
    if (block.matches("figure.code")) return splitCode(body, block);
    const holder = holderOf(block);
    if (!holder) return null;
    const rest = [];
    while (full(body) && holder.children.length > 1) {
      rest.unshift(holder.lastElementChild);
      rest[0].remove();
    }
    // A label is no end.
    while (!full(body) && holder.children.length > 1 && isLabel(holder.lastElementChild)) {
      rest.unshift(holder.lastElementChild);
      rest[0].remove();
    }
    const inner = full(body) ? holder.firstElementChild && split(body, holder.firstElementChild, 1) : null;
    if (inner) rest.unshift(inner);
    if ((full(body) && !inner) || holder.children.length < least || !rest.length) {
      holder.append(...rest);
      return null;
    }
    const more = block.cloneNode(true);
    const into = holderOf(more);
    if (into.matches("ol")) into.start = (block.start || 1) + holder.children.length - (inner ? 1 : 0);
    if (inner) inner.classList.add("slide-continued");
    into.replaceChildren(...rest);
    return more;
  }

  // ── From sections to slides ──
  function layout(stage) {
    const slides = [];
    function blank(section) {
      const slide = make("section", "slide");
      slide.setAttribute("role", "group");
      const head = make("div", "slide-head");
      if (section.over) head.append(make("p", "slide-over", titleOf(section.over.head)));
      if (section.head.matches("h1")) {
        const label = article.querySelector(".masthead-label");
        if (label) head.append(copy(label));
        slide.classList.add("slide-first");
      }
      head.append(copy(section.head));
      const body = make("div", "slide-body prose");
      slide.append(head, body);
      slide.title_ = titleOf(section.head);
      slide.section = section;
      slide.setAttribute("aria-label", `${slides.length + 1}: ${slide.title_}`);
      stage.append(slide);
      slides.push(slide);
      return body;
    }
    // Makes a body's type smaller until it is not full. Returns whether it fits.
    function shrink(body, smallest) {
      const kept = body.style.zoom;
      for (let size = (kept || 1) - 0.04; full(body) && size >= smallest; size -= 0.04) body.style.zoom = size;
      if (!full(body)) return true;
      body.style.zoom = kept;
      return false;
    }
    // Short items are in two columns where that keeps the list whole.
    function inColumns(body, list) {
      if (!list.matches("ul:not(.terms, .tasks), ol") || list.children.length < 6 || list.querySelector("figure, table")) return false;
      list.classList.add("slide-two");
      if (!full(body)) return true;
      list.classList.remove("slide-two");
      return false;
    }
    // A drawing is beside the text above it where both can be read.
    function beside(body, group) {
      const drawing = group[group.length - 1];
      if (!picture(drawing) || body.clientWidth < 1.3 * body.clientHeight) return false;
      const [left, right] = [make("div", "slide-part"), make("div", "slide-part")];
      const text = [...body.children];
      left.append(...text);
      right.append(...group);
      body.append(left, right);
      body.classList.add("slide-beside");
      const factor = fit(drawing, right.clientWidth, body.clientHeight * 0.9);
      if (!full(body) && factor >= Math.min(READABLE, 0.85 * alone(body, drawing))) {
        body.closed_ = true;
        return true;
      }
      body.classList.remove("slide-beside");
      body.replaceChildren(...text);
      return false;
    }
    function pour(start, group, section) {
      let body = start.closed_ ? blank(section) : start;
      const main = group.find((block) => !isLabel(block)) || group[group.length - 1];
      const first = !body.children.length;
      body.append(...group);
      const room = body.clientHeight * (first ? (group.length > 1 ? 0.82 : 0.92) : 0.55);
      const factor = fit(main, body.clientWidth, room);
      const isSmall = factor < Math.min(READABLE, 0.95 * alone(body, main));
      body.closed_ = Boolean(picture(main)) && factor < READABLE;
      if (!(isSmall && !first) && (!full(body) || shrink(body, SHRUNK) || inColumns(body, main))) return body;
      if (!first) {
        // A list, a table or code may begin here, with a good part of it.
        const more = isSmall ? null : split(body, main, 3);
        if (more) return pour(blank(section), [more, ...group.slice(group.indexOf(main) + 1)], section);
        for (const block of group) block.remove();
        body.closed_ = false;
        if (beside(body, group)) return body;
        return pour(blank(section), group, section);
      }
      const after = group.slice(group.indexOf(main) + 1);
      for (const block of after) block.remove();
      const more = split(body, main, 1);
      if (more) return pour(blank(section), [more, ...after], section);
      body.append(...after);
      if (!shrink(body, SMALLEST)) {
        body.style.zoom = SMALLEST;
        body.tabIndex = 0;
      }
      return body;
    }
    for (const section of sections()) {
      let body = blank(section);
      for (const group of groupsOf(section.blocks)) body = pour(body, group.map(copy), section);
    }
    for (const slide of slides) {
      const body = slide.lastElementChild;
      slide.classList.toggle("slide-title", !body.children.length || slide.section.head.matches("h1"));
      const last = body.lastElementChild;
      if (!last || body.matches(".slide-beside")) continue;
      const [room, box] = [body, last].map((each) => each.getBoundingClientRect());
      fit(last, body.clientWidth / (body.style.zoom || 1), ((room.bottom - box.top) * body.clientHeight * 0.96) / room.height / (body.style.zoom || 1));
      if (full(body)) shrink(body, SMALLEST);
    }
    return slides;
  }
  window.seodangSlides = { layout, sections, originals };
})();
