// Follows the state of the preview: patches the page, swaps its style sheets, loads it anew, or goes to where its file
// moved. One of the parts of live.js (see client.rs): they share one scope.
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
  // After the page: a drawing that is kept copies its rules from the earlier sheets.
  if (news.styles !== now.styles) swapStyles(news.styles);
  now.state = news.state;
  now.styles = news.styles;
  overlay.show(news);
}

// Loads a new sheet before it removes the old one, so that the page is never without style.
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
    // The link of the source maps to the new one from now on.
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

// One connection a browser, for any number of tabs: browsers allow six to a host, and a held request occupies one. The tab
// that has the lock asks, and informs the others.
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
        // Held until the time limit, or not held since too many are.
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
// Polls, where there are no locks (over plain http from another machine): each visible tab asks for itself.
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
