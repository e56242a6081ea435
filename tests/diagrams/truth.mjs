// Writes truth.json: what the original Mermaid makes of each block in truth/*.md, measured in Chromium.
//
//   npm install --no-save --ignore-scripts mermaid@11.17.2 playwright-core   (in a folder of your own)
//   NODE_PATH=THAT_FOLDER/node_modules node tests/diagrams/truth.mjs        (CHROMIUM names another browser)
//
// Mermaid 11 is the version that seodang draws like: Mermaid 12 gives every node of a flowchart a least width.
// Labels are laid out with the default theme's own font, as seodang measures them. Only the drawing is read: its size, its
// nodes, clusters and edges, and the texts of its labels in the order of the document.
import { createRequire } from "node:module";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(process.env.NODE_PATH ? join(process.env.NODE_PATH, "x.js") : import.meta.url);
const { chromium } = require("playwright-core");
const library = dirname(require.resolve("mermaid/package.json"));
const version = JSON.parse(readFileSync(join(library, "package.json"), "utf8")).version;

const here = dirname(fileURLToPath(import.meta.url));
const font = readFileSync(join(here, "../../themes/default/fonts/pretendard.woff2")).toString("base64");

/** The blocks of the documents by `file/heading`, in order. */
function blocks() {
  const found = {};
  for (const file of readdirSync(join(here, "truth")).filter((name) => name.endsWith(".md")).sort()) {
    const text = readFileSync(join(here, "truth", file), "utf8");
    for (const [, heading, source] of text.matchAll(/^## (.*)\n\n```mermaid\n([\s\S]*?)\n```$/gm)) {
      found[`${file.replace(/\.md$/, "")}/${heading}`] = source;
    }
  }
  return found;
}

/** Runs on the page: draws one block and measures it. */
async function measure([id, source]) {
  document.body.innerHTML = "";
  let svg;
  try {
    ({ svg } = await mermaid.render(id, source, document.body));
  } catch (error) {
    return { drawn: false, error: String(error.message ?? error).split("\n")[0] };
  }
  document.body.innerHTML = svg;
  const root = document.querySelector("svg");
  const frame = root.viewBox.baseVal;
  const count = (selector) => root.querySelectorAll(selector).length;
  // A `text` in a `switch` stands in for a `foreignObject` that is shown instead.
  const isSeen = (element) => !element.closest("defs, marker") && element.checkVisibility() && !element.matches("switch > text");
  const labels = [...root.querySelectorAll("text, foreignObject")]
    .filter((element) => isSeen(element) && !(element.tagName === "text" && element.closest("foreignObject")))
    .map((element) => element.textContent.replace(/\s+/g, ""))
    .filter(Boolean);
  const round = (value) => Math.round(value * 10) / 10;
  return {
    drawn: true,
    width: round(frame.width || root.getBoundingClientRect().width),
    height: round(frame.height || root.getBoundingClientRect().height),
    nodes: count("g.node"),
    clusters: count("g.cluster"),
    edges: count("g.edgePaths > path, g.edgePaths > g > path"),
    labels,
  };
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
await page.setContent(`<style>@font-face { font-family: Measure; src: url(data:font/woff2;base64,${font}); font-weight: 400 700 }
  body { margin: 0; font-family: Measure }</style><p style="font-family: Measure">글<b>글</b></p>`);
await page.addScriptTag({ path: join(library, "dist/mermaid.min.js") });
await page.evaluate(async () => {
  await document.fonts.ready;
  mermaid.initialize({ startOnLoad: false, fontFamily: "Measure" });
});
const measured = {};
for (const [at, [key, source]] of Object.entries(blocks()).entries()) measured[key] = await page.evaluate(measure, [`m${at}`, source]);
await browser.close();
writeFileSync(join(here, "truth.json"), `${JSON.stringify({ mermaid: version, blocks: measured }, null, 1)}\n`);
for (const [key, { drawn, error }] of Object.entries(measured)) if (!drawn) console.error(`${key}: ${error}`);
console.log(`${Object.keys(measured).length} blocks measured with Mermaid ${version}`);
