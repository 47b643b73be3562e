// Runs axe in headless Chromium over pages, each on several screens. Prints every violation and fails on any.
const { pathToFileURL } = require("node:url");
const { resolve } = require("node:path");
const puppeteer = require("puppeteer-core");
const axe = require.resolve("axe-core/axe.min.js");

const screens = [
  { name: "wide", width: 1366, features: [] },
  { name: "narrow", width: 360, features: [] },
  { name: "dark", width: 1024, features: [{ name: "prefers-color-scheme", value: "dark" }] },
];

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--force-prefers-no-reduced-motion"],
  });
  const page = await browser.newPage();
  let asked = 0;
  page.on("request", (request) => { if (!request.url().startsWith("file:")) asked += 1; });
  let violations = 0;
  const files = process.argv.slice(2);
  for (const file of files) {
    for (const screen of screens) {
      await page.setViewport({ width: screen.width, height: 900 });
      await page.emulateMediaFeatures(screen.features);
      await page.goto(pathToFileURL(resolve(file)).href);
      await page.addScriptTag({ path: axe });
      const found = await page.evaluate(async () => {
        const result = await window.axe.run();
        const wider = document.documentElement.scrollWidth > document.documentElement.clientWidth;
        const said = result.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 160)}`);
        return wider ? [...said, "the page is wider than the screen"] : said;
      });
      for (const said of found) console.log(`${file} (${screen.name}): ${said}`);
      violations += found.length;
    }
  }
  await browser.close();
  console.log(`axe: ${files.length} files on ${screens.length} screens, ${violations} violations, ${asked} requests to elsewhere`);
  process.exit(violations + asked === 0 ? 0 : 1);
})();
