// Turns what the preview reports into what the page does: it patches itself, swaps its style sheets, loads anew, or goes to
// where its file went. One of the parts of live.js (see client.rs): they share one scope.
async function take(news) {
  if (news.state === now.state) return;
  if (String(news.reload) !== now.reload || news.state.split(".")[0] !== now.state.split(".")[0]) {
    location.reload();
    return;
  }
  const answer = await fetch(location.pathname + location.search, { headers: { "X-Seodang-Have": now.page } });
  if (answer.status === 404) {
    const target = answer.headers.get("X-Seodang-Instead");
    if (target && target !== location.pathname) { location.replace(target + location.hash); return; }
  }
  if (answer.status === 200 || answer.status === 404) {
    const before = now.page;
    const blocks = patchPage(await answer.text());
    if (now.page !== before) point(blocks);
  }
  // After the page: a drawing that stays takes its rules from the sheets as they were.
  if (news.styles !== now.styles) swapStyles(news.styles);
  now.state = news.state;
  now.styles = news.styles;
  overlay.show(news);
}

// The new sheet is loaded before the old one goes, so that the page is never bare.
function swapStyles(token) {
  for (const link of [...document.querySelectorAll('link[rel="stylesheet"]')]) {
    const address = new URL(link.href);
    if (address.origin !== location.origin) continue;
    address.searchParams.set("v", token);
    const fresh = link.cloneNode();
    fresh.href = address.href;
    const partner = origin.get(link);
    fresh.addEventListener("load", () => link.remove(), { once: true });
    fresh.addEventListener("error", () => fresh.remove(), { once: true });
    link.after(fresh);
    // The new link is what the source's link stands for from now on.
    if (partner) { live.set(partner, fresh); origin.set(fresh, partner); }
  }
}

let queue = Promise.resolve();
const enqueue = (news) => { queue = queue.then(() => take(news)).catch(() => {}); return queue; };

async function ask(hold) {
  const answer = await fetch(own("state", hold ? { since: now.state, hold: 1 } : { since: now.state }));
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}
const rest = (time) => new Promise((done) => setTimeout(done, time));

// One connection a browser, however many tabs: browsers allow six to a host, and a held request takes one up. The tab
// that holds the lock asks, and tells the others.
const channel = "BroadcastChannel" in window ? new BroadcastChannel("seodang") : null;
if (channel) channel.onmessage = (event) => enqueue(event.data);
async function follow() {
  for (let failures = 0; ;) {
    const began = performance.now();
    try {
      const news = await ask(true);
      if (failures) overlay.connection(true);
      failures = 0;
      if (news.state === now.state) {
        // Held to its end, or not held at all since too many are.
        if (performance.now() - began < 1000) await rest(500);
        continue;
      }
      if (channel) channel.postMessage(news);
      await enqueue(news);
    } catch (_) {
      failures += 1;
      if (failures === 3) overlay.connection(false);
      await rest(Math.min(250 * failures, 2000));
    }
  }
}
// Without locks (a preview over plain http on another machine) each tab that is seen asks for itself, without being held.
async function poll() {
  for (;;) {
    if (document.visibilityState === "visible") await ask(false).then(enqueue, () => {});
    await rest(700);
  }
}
const check = () => ask(false).then(enqueue, () => {});
addEventListener("pageshow", (event) => { if (event.persisted) check(); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") check(); });

// ── Begin ──
ask(false).then((news) => (news.state === now.state ? overlay.show(news) : enqueue(news)), () => {});
if (navigator.locks && channel) navigator.locks.request("seodang", follow);
else poll();
