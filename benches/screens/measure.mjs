// Measures how a built site fits its screens: node measure.mjs SITE [--widths 1440,360] [--limit N] [--slow] [--list KIND]
// Run it in a folder that has the npm package `playwright-core`; CHROMIUM names the browser (default /usr/bin/chromium).
// For every page and width it counts drawings that are cropped or whose text is below the readable size without a way to
// enlarge them, tables and cells that scroll sideways, code that scrolls, and targets below 44 px. With --slow it serves the
// site with gzip and reports, for one page of each kind at 4 times slowed CPU, the font bytes and the longest task.
import fs from "fs";
import http from "http";
import path from "path";
import zlib from "zlib";
import { createRequire } from "module";
import { pathToFileURL } from "url";

const { chromium } = createRequire(`${process.cwd()}/`)("playwright-core");
const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1] || true;
};
const site = path.resolve(process.argv[2]);
const widths = String(option("--widths", "1440,360")).split(",").map(Number);
const limit = Number(option("--limit", 0));
const listed = option("--list", "");
const files = fs.readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
const pages = limit && files.length > limit ? Array.from({ length: limit }, (_, at) => files[Math.floor(at * files.length / limit)]) : files;

/** Counts on the page that is shown; runs in the browser. */
function count() {
  const counts = { drawings: 0, cropped: 0, unreadable: 0, tables: 0, tablesThatScroll: 0, stacked: 0, code: 0, codeThatScrolls: 0, targets: 0, smallTargets: 0, pageScrolls: 0 };
  const examples = [];
  const note = (kind, text) => { examples.push([kind, text.replace(/\s+/g, " ").trim().slice(0, 70)]); };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  for (const view of document.querySelectorAll(".diagram:not(.failed) .diagram-view")) {
    const svg = view.querySelector("svg");
    if (!svg || !shown(svg)) continue;
    counts.drawings += 1;
    const frame = view.getBoundingClientRect();
    const box = svg.getBoundingClientRect();
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1 || box.right > innerWidth + 1) {
      counts.cropped += 1;
      note("cropped", `${Math.round(box.width)} in ${Math.round(frame.width)}: ${view.getAttribute("aria-label")}`);
    }
    const scale = box.width / (svg.viewBox.baseVal.width || box.width);
    if (16 * scale < 11.5 && !view.closest(".diagram").querySelector("[data-load='zoom.js']")) counts.unreadable += 1;
  }
  for (const view of document.querySelectorAll(".table-view")) {
    if (!shown(view)) continue;
    counts.tables += 1;
    if (view.scrollWidth > view.clientWidth + 1) {
      counts.tablesThatScroll += 1;
      note("table", `${view.scrollWidth} in ${view.clientWidth}: ${view.textContent}`);
    } else if (getComputedStyle(view.querySelector("tr:last-child")).display !== "table-row") counts.stacked += 1;
  }
  for (const pre of document.querySelectorAll(".code pre")) {
    if (!shown(pre)) continue;
    counts.code += 1;
    if (pre.scrollWidth > pre.clientWidth + 1) counts.codeThatScrolls += 1;
  }
  // Links within sentences are exempt (WCAG 2.5.8, inline); so is a control whose label or row is the target.
  for (const target of document.querySelectorAll("a[href], button, select, input, summary, [role=tab]")) {
    if (!shown(target) || target.closest("svg")) continue;
    const style = getComputedStyle(target);
    if (target.matches("a") && style.display === "inline" && target.closest("p, li, td, dd, dt, q, h1, h2, h3, h4, h5, h6, th") && !target.closest("nav")) continue;
    counts.targets += 1;
    const label = target.labels && target.labels[0];
    const boxes = [target.getBoundingClientRect(), ...(label ? [label.getBoundingClientRect()] : [])];
    for (const box of label ? [getComputedStyle(label, "::before")] : []) {
      if (box.position === "absolute") boxes.push({ width: parseFloat(box.width) || 0, height: parseFloat(box.height) || 0 });
    }
    const rest = ["::before", "::after"].map((part) => getComputedStyle(target, part)).filter((part) => part.content !== "none" && part.position === "absolute" && style.position !== "static");
    for (const part of rest) boxes.push({ width: parseFloat(part.width) || 0, height: parseFloat(part.height) || 0 });
    if (!boxes.some((box) => box.width >= 43.5 && box.height >= 43.5)) {
      counts.smallTargets += 1;
      const box = boxes[0];
      note("target", `${Math.round(box.width)} × ${Math.round(box.height)} ${target.localName}.${target.className}: ${target.textContent || target.ariaLabel}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth + 1) {
    counts.pageScrolls = 1;
    note("page", `${document.documentElement.scrollWidth} in ${innerWidth}`);
  }
  return { counts, examples };
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const width of widths) {
  const context = await browser.newContext({ viewport: { width, height: width < 600 ? 780 : 900 }, hasTouch: width < 600, isMobile: width < 600, offline: true });
  const page = await context.newPage();
  const sums = {};
  const lists = {};
  for (const name of pages) {
    await page.goto(pathToFileURL(path.join(site, name)).href, { waitUntil: "load" });
    const { counts, examples } = await page.evaluate(count);
    for (const [key, value] of Object.entries(counts)) sums[key] = (sums[key] || 0) + value;
    for (const [kind, text] of examples) (lists[kind] ||= []).push(`${name}: ${text}`);
  }
  console.log(width, pages.length, "pages", JSON.stringify(sums));
  for (const text of (lists[listed] || []).slice(0, 2000)) console.log("   ", text);
  await context.close();
}
if (process.argv.includes("--slow")) await measureSlowly();
await browser.close();

/** Reports the bytes of fonts and the longest task of one page of each kind. */
async function measureSlowly() {
  const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".woff": "font/woff" };
  const server = http.createServer((request, response) => {
    const file = path.join(site, decodeURIComponent(request.url.split(/[?#]/)[0]));
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) { response.writeHead(404).end(); return; }
    const type = types[path.extname(file)] || "application/octet-stream";
    const bytes = fs.readFileSync(file);
    const packed = /text|svg/.test(type);
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, ...(packed && { "Content-Encoding": "gzip" }) });
    response.end(packed ? zlib.gzipSync(bytes) : bytes);
  }).listen(0);
  const kinds = {};
  for (const name of files) {
    const text = fs.readFileSync(path.join(site, name), "utf8");
    const kind = (/<body class="([^"]*)"/.exec(text) || [])[1];
    // The largest page of each kind.
    if (kind && (!kinds[kind] || text.length > kinds[kind].size)) kinds[kind] = { name, size: text.length };
  }
  for (const [kind, { name, size }] of Object.entries(kinds)) {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1.75 });
    const page = await context.newPage();
    await page.addInitScript(() => {
      window.longest = 0;
      new PerformanceObserver((list) => { for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration); }).observe({ type: "longtask", buffered: true });
    });
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const sent = { font: 0, other: 0 };
    page.on("response", async (response) => {
      const { responseBodySize } = await response.request().sizes().catch(() => ({ responseBodySize: 0 }));
      sent[response.url().includes("/fonts/") ? "font" : "other"] += responseBodySize;
    });
    await page.goto(`http://127.0.0.1:${server.address().port}/${name.split("/").map(encodeURIComponent).join("/")}`, { waitUntil: "load" });
    await page.waitForTimeout(2500);
    const { longest, elements, paint } = await page.evaluate(() => ({
      longest: Math.round(window.longest), elements: document.querySelectorAll("*").length,
      paint: Math.round((performance.getEntriesByName("first-contentful-paint")[0] || {}).startTime || 0),
    }));
    console.log(kind, JSON.stringify({ name, htmlKb: Math.round(size / 1024), elements, fontKb: Math.round(sent.font / 1024), otherKb: Math.round(sent.other / 1024), firstPaintMs: paint, longestTaskMs: longest }));
    await context.close();
  }
  server.close();
}
