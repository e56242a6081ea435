// Makes the pictures of the guide's tour (sessions/guide/images) from the built shipped course: node docs/guide-pictures.mjs SITE
// Run it in a folder that has the npm package `playwright-core`; CHROMIUM names the browser (default /usr/bin/chromium).
// Chromium writes WebP itself, so no other encoder is needed. tests/guide.rs holds the sum of the sizes to 300 KB.
import fs from "fs";
import path from "path";
import { createRequire } from "module";
import { fileURLToPath, pathToFileURL } from "url";

const { chromium } = createRequire(`${process.cwd()}/`)("playwright-core");
const site = path.resolve(process.argv[2] || "public");
const folder = fileURLToPath(new URL("../sessions/guide/images/", import.meta.url));
const WIDE = { width: 1280, height: 760 };
const PHONE = { width: 390, height: 720 };

/** Each picture: its page, the size of the window, and what a reader does there. */
const SHOTS = [
  { name: "home", page: "index.html", size: WIDE },
  { name: "session", page: "week_01/day1/session_1.html", size: WIDE },
  {
    name: "search", page: "week_01/day1/session_1.html", size: WIDE,
    act: async (page) => {
      await page.keyboard.press("/");
      await page.waitForTimeout(500);
      await page.keyboard.insertText("볼륨");
      await page.waitForTimeout(2500);
    },
  },
  { name: "glossary", page: "glossary.html", size: WIDE },
  { name: "slides", page: "week_01/day1/session_1.html#slide-4", size: WIDE },
  { name: "phone", page: "week_01/day1/session_1.html", size: PHONE, dark: true, act: (page) => page.evaluate(() => scrollTo(0, 700)) },
];

fs.mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--hide-scrollbars"] });
for (const shot of SHOTS) {
  const page = await browser.newPage({ viewport: shot.size, colorScheme: shot.dark ? "dark" : "light", reducedMotion: "reduce" });
  const [file, hash] = shot.page.split("#");
  await page.goto(pathToFileURL(path.join(site, file)) + (hash ? `#${hash}` : ""), { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1500);
  await shot.act?.(page);
  await page.waitForTimeout(300);
  const client = await page.context().newCDPSession(page);
  const { data } = await client.send("Page.captureScreenshot", { format: "webp", quality: 70 });
  fs.writeFileSync(path.join(folder, `${shot.name}.webp`), Buffer.from(data, "base64"));
  await page.close();
}
await browser.close();
