// Turns a built site and the queries beside this file into a table: how search finds what a literal scan finds, at which
// place it puts the page that a person would want, how long that takes and how many bytes it loads; peers beside it.
//
//   npm install playwright-core minisearch pagefind          (in a folder of your own)
//   node …/benches/search/compare.mjs SITE [--peers] [--rows] [--queries FILE]
//
// Chromium is looked for at CHROMIUM, else /usr/bin/chromium. Only pages of the course count, and of them what their
// authors wrote: the literal scan reads title, session card and article of the built pages.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const require = createRequire(path.join(process.cwd(), "here.js"));
const { chromium } = require("playwright-core");
const here = path.dirname(fileURLToPath(import.meta.url));
const site = path.resolve(process.argv[2]);
const flag = (name) => process.argv.includes(name);
const option = (name, otherwise) => (flag(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const pageOf = (file) => file.trim().normalize("NFC").replace(/(^|\/)(README|index)\.md$/i, "$1index.html").replace(/\.md$/, ".html");
const queries = fs.readFileSync(option("--queries", path.join(here, "queries.tsv")), "utf8").split("\n").filter((line) => line && line[0] !== "#")
  .map((line) => line.split("\t")).map(([kind, query, literal, want, files]) => ({ kind, query, literal: new RegExp(literal, "i"), want: new RegExp(want, "i"), files: files?.split(",").map(pageOf) }));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "search-compare-"));
const gz = (file) => gzipSync(fs.readFileSync(file), { level: 9 }).length;
const walk = (folder) => fs.readdirSync(folder, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? walk(path.join(folder, each.name)) : [path.join(folder, each.name)]));
const middle = (list, part = 0.5) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
const ms = (number) => (number < 10 ? number.toFixed(1) : String(Math.round(number)));

const browser = await chromium.launchPersistentContext(path.join(scratch, "profile"), {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage();
page.on("pageerror", (error) => console.error(String(error)));

// ── The pages of the course, and what a reader can read on them ──
let head;
globalThis.seodangSearch = (_, value) => { head = value; };
require(path.join(site, "seodang/search/head.js"));
const pages = head.units.flatMap((unit) => unit.pages.map(([kind, label, title, href]) => ({ kind, title: `${label} ${title}`.trim(), href: decodeURI(href) })));
pages.push(...head.files.map(([title, href]) => ({ kind: "file", title, href: decodeURI(href) })));
await page.goto("about:blank");
for (const each of pages) {
  each.html = fs.readFileSync(path.join(site, each.href), "utf8").replace(/^[^]*?<main/, "<main").replace(/<\/main>[^]*/, "</main>");
  each.text = await page.evaluate((html) => {
    const made = new DOMParser().parseFromString(html, "text/html");
    for (const other of made.querySelectorAll(".anchor, svg > title, svg > desc, figure details, script")) other.remove();
    return [...made.querySelectorAll("h1, .info, .prose")].map((part) => part.textContent).join("\n").normalize("NFC").replace(/[^\S\n]+/g, " ");
  }, each.html);
}

// ── Ours, through its own dialog, from the disk ──
async function ours() {
  const loaded = [];
  page.on("request", (request) => { const url = request.url(); if (/\/seodang\/(?!reader|scheme|progress|terms\.js|tabs|media|today|cards|formulas)[^?]*\.js/.test(url)) loaded.push(url.replace(/[?#].*/, "")); });
  const size = () => loaded.reduce((sum, url) => sum + gz(fileURLToPath(url)), 0);
  await page.goto(pathToFileURL(path.join(site, "index.html")).href);
  await page.evaluate(() => {
    window.long = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.long = Math.max(window.long, entry.duration); }).observe({ entryTypes: ["longtask"] });
    window.ask = (text) => new Promise((done) => {
      const input = document.querySelector(".search-input");
      const list = document.querySelector(".search-found");
      const start = performance.now();
      let first = 0;
      new MutationObserver((_, watch) => { if (list.querySelector("a")) { first ||= performance.now() - start; watch.disconnect(); } }).observe(list, { childList: true });
      document.addEventListener("seodang:found", (event) => done({
        ms: performance.now() - start, first,
        found: [...event.detail.found].sort((a, b) => b[1] - a[1]).map(([page]) => page.href),
      }), { once: true });
      input.value = text;
      input.dispatchEvent(new Event("input"));
    });
  });
  const start = Date.now();
  await page.keyboard.press("/");
  await page.waitForSelector("dialog.search[open]");
  const cold = await page.evaluate((text) => window.ask(text), queries[0].query);
  const opened = Date.now() - start;
  const base = pathToFileURL(site + "/").href;
  const answers = [];
  for (const each of queries) {
    const { ms, found } = await page.evaluate((text) => window.ask(text), each.query);
    answers.push({ ms, found: found.map((href) => decodeURI(href.slice(base.length))) });
  }
  const files = walk(path.join(site, "seodang/search"));
  const long = await page.evaluate(() => window.long);
  const session = await browser.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.evaluate(() => { window.long = 0; });
  for (const each of queries) await page.evaluate((text) => window.ask(text), each.query);
  const slow = await page.evaluate(() => window.long);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  console.log(`\nours: first results ${ms(cold.first)} ms after the first key, all ${ms(cold.ms)} ms (${opened} ms with opening the dialog)`);
  console.log(`ours: longest task ${ms(long)} ms, with the processor at a quarter ${ms(slow)} ms; ${files.length} files`);
  const longest = queries.map((each, at) => [answers[at].ms, each.query]).sort((a, b) => b[0] - a[0]).slice(0, 5);
  console.log(`ours: the slowest ${longest.map(([time, query]) => `${query} ${ms(time)} ms`).join(", ")}`);
  console.log(`ours: before the first results ${["search/head.js", "search.js", "snippets.js"].reduce((sum, name) => sum + gz(path.join(site, "seodang", name)), 0) / 1000} KB, all loaded ${size() / 1000} KB`);
  return { name: "seodang", answers, bytes: files.reduce((sum, file) => sum + gz(file), 0), file: "yes" };
}

// ── Peers on the same text ──
async function miniSearch(name, tokenize) {
  await page.goto("about:blank");
  await page.addScriptTag({ path: path.join(path.dirname(require.resolve("minisearch")), "..", "umd", "index.js") });
  const docs = pages.map(({ title, text }, id) => ({ id, title, text }));
  const bytes = await page.evaluate(([docs, tokenize]) => {
    const options = { fields: ["title", "text"], ...(tokenize ? { tokenize: new Function("text", tokenize) } : {}) };
    const index = new MiniSearch(options);
    index.addAll(docs);
    const text = JSON.stringify(index);
    window.index = MiniSearch.loadJSON(text, options);
    return text;
  }, [docs, tokenize]);
  const answers = [];
  for (const { query } of queries) {
    answers.push(await page.evaluate((query) => {
      const start = performance.now();
      const ask = (combineWith) => window.index.search(query, { boost: { title: 4 }, prefix: true, fuzzy: (term) => (/^[a-z]{4,}$/.test(term) ? 0.2 : false), combineWith });
      let found = ask("AND");
      if (!found.length) found = ask("OR");
      return { ms: performance.now() - start, found: found.map((each) => each.id) };
    }, query));
  }
  for (const answer of answers) answer.found = answer.found.map((id) => pages[id].href);
  return { name, answers, bytes: gzipSync(bytes, { level: 9 }).length, file: "as a script" };
}
const BIGRAMS = `return (text.toLowerCase().normalize("NFC").match(/[가-힣]+|[^\\s가-힣.,:;()\\[\\]{}"'\`|!?]+/g) || []).flatMap((run) =>
  /[가-힣]/.test(run) && run.length > 2 ? [...run].slice(1).map((c, at) => run[at] + c) : [run]);`;

async function pagefind() {
  const copy = path.join(scratch, "site");
  for (const each of pages) {
    fs.mkdirSync(path.dirname(path.join(copy, each.href)), { recursive: true });
    fs.writeFileSync(path.join(copy, each.href), `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>${each.title}</title></head><body>${each.html}</body></html>`);
  }
  execFileSync(process.execPath, [path.join(process.cwd(), "node_modules/pagefind/lib/runner/bin.cjs"), "--site", copy, "--root-selector", "main"], { stdio: "ignore" });
  const types = { ".js": "text/javascript", ".html": "text/html", ".json": "application/json" };
  const server = http.createServer((request, response) => {
    const file = path.join(copy, decodeURIComponent(request.url.split("?")[0]));
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) { response.writeHead(404).end(); return; }
    response.writeHead(200, { "content-type": types[path.extname(file)] || "application/octet-stream" }).end(fs.readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const base = `http://127.0.0.1:${server.address().port}/`;
  await page.goto(base + encodeURI(pages[0].href));
  const answers = [];
  for (const { query } of queries) {
    const answer = await page.evaluate(async ([query, base]) => {
      const engine = window.engine ||= await import(`${base}pagefind/pagefind.js`);
      const start = performance.now();
      const { results } = await engine.search(query);
      const ms = performance.now() - start;
      return { ms, found: (await Promise.all(results.map((each) => each.data()))).map((each) => each.url) };
    }, [query, base]);
    answers.push({ ms: answer.ms, found: answer.found.map((url) => decodeURI(url.replace(/^\//, ""))) });
  }
  server.close();
  const files = walk(path.join(copy, "pagefind")).filter((file) => !/ui|highlight/.test(file));
  return { name: "Pagefind", answers, bytes: files.reduce((sum, file) => sum + (/\.(js|json)$/.test(file) ? gz(file) : fs.statSync(file).size), 0), file: "no" };
}

// ── The tables ──
const byKind = [];
function judge({ name, answers, bytes, file }) {
  const rows = queries.map((query, at) => {
    const truth = new Set(pages.filter((each) => query.literal.test(each.text)).map((each) => each.href));
    const wanted = new Set(query.files ?? pages.filter((each) => query.want.test(each.title) && truth.has(each.href)).map((each) => each.href));
    const found = [...new Set(answers[at].found)].filter((href) => pages.some((each) => each.href === href));
    const hits = found.filter((href) => truth.has(href)).length;
    return { ...query, truth: truth.size, found: found.length, recall: truth.size ? hits / truth.size : 1, rank: found.findIndex((href) => wanted.has(href)) + 1, wanted: wanted.size, missed: [...truth].filter((href) => !found.includes(href)) };
  });
  const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
  const times = answers.map((each) => each.ms);
  if (flag("--rows") && name === "seodang") for (const row of rows) console.log(`${row.kind}\t${row.query}\ttruth ${row.truth}\tfound ${row.found}\trecall ${row.recall.toFixed(3)}\trank ${row.rank} of ${row.wanted}\t${ms(answers[rows.indexOf(row)].ms)} ms\t${row.missed.slice(0, 2).join(" ")}`);
  const kinds = [...new Set(rows.map((row) => row.kind))].map((kind) => [kind, rows.filter((row) => row.kind === kind)]);
  byKind.push([name, kinds.map(([, own]) => `${own.filter((row) => row.rank === 1).length} / ${own.filter((row) => row.rank && row.rank <= 3).length} / ${own.filter((row) => !row.found).length}`)]);
  byKind.kinds = kinds.map(([kind, own]) => `${kind} (${own.length})`);
  return [name, mean(rows.filter((row) => !/question|numbering|file/.test(row.kind)).map((row) => row.recall)).toFixed(3), rows.filter((row) => row.recall === 0 && row.truth).length, rows.filter((row) => row.rank === 1).length, rows.filter((row) => row.rank && row.rank <= 3).length, mean(rows.map((row) => (row.rank ? 1 / row.rank : 0))).toFixed(3), (bytes / 1000).toFixed(0), ms(middle(times)), ms(Math.max(...times)), file];
}
const engines = [await ours()];
if (flag("--peers")) engines.push(await miniSearch("MiniSearch, bigrams", BIGRAMS), await miniSearch("MiniSearch as it comes", ""), await pagefind());
console.log(`\n${pages.length} pages, ${queries.length} queries\n`);
console.log("| engine | recall | nothing found | wanted page first | in the first 3 | mean reciprocal rank | data, KB gzip | query ms, median | worst | from file:// |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
for (const engine of engines) console.log(`| ${judge(engine).join(" | ")} |`);
console.log("\nWanted page first / in the first 3 / nothing found, by kind of query:\n");
console.log(`| engine | ${byKind.kinds.join(" | ")} |`);
console.log(`| --- |${" --- |".repeat(byKind.kinds.length)}`);
for (const [name, cells] of byKind) console.log(`| ${name} | ${cells.join(" | ")} |`);
await browser.close();
fs.rmSync(scratch, { recursive: true, force: true });
