// Opens the built page as people do, from a disk, in Debian's Chromium, and watches what leaves it: nothing may.
import { chromium } from "playwright-core";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { reportFile } from "./figures.mjs";

const here = dirname(fileURLToPath(import.meta.url));
export const page = pathToFileURL(resolve(here, "../dist/gongkai.html")).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.env.GONGKAI_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

export async function launch() {
  return chromium.launch({ executablePath: process.env.GONGKAI_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
}

/** A window of its own, with its own storage. `asked` collects every request but that for the page itself. */
export async function open(browser, { width = 1366, height = 768, locale = "zh-CN", dark = false, context = null } = {}) {
  const own = context ?? await browser.newContext({ viewport: { width, height }, locale, colorScheme: dark ? "dark" : "light", acceptDownloads: true });
  const tab = await own.newPage();
  const asked = [];
  const errors = [];
  tab.on("request", (request) => { if (!/^(blob|data):/.test(request.url()) && request.url().split("#")[0] !== page) asked.push(request.url()); });
  tab.on("pageerror", (error) => errors.push(error.message));
  tab.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  await tab.goto(page);
  await tab.waitForSelector("#door-write:not([disabled])");
  return { context: own, tab, asked, errors };
}

/** A picture, where somebody asked for pictures. */
export async function picture(tab, name) {
  if (!pictures) return;
  await tab.screenshot({ path: join(pictures, `${name}.png`) });
}

/** What axe has to say against the view, in a few words each. */
export async function violations(tab) {
  // The page's own policy forbids foreign scripts, so axe comes through the debugger.
  await tab.evaluate(axe);
  const found = await tab.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`).join(" | ")}`);
}

export const cell = (key) => `#cell-${key.replaceAll(".", "-")}`;

/** Waits until a cell holds a text. */
export const holds = (tab, key, text) =>
  tab.waitForFunction(([selector, wanted]) => document.querySelector(selector)?.value === wanted, [cell(key), text], { timeout: 10_000 });

/** An empty report for a made-up township. */
export async function startEmpty(tab, name = "青河县柳溪镇人民政府", year = "2024") {
  await tab.click("#door-write");
  await tab.fill("#new-name", name);
  await tab.selectOption("#new-level", "township");
  await tab.selectOption("#new-year", year);
  await tab.click("#start-empty");
  await tab.waitForSelector(".paper");
}

export async function startExample(tab) {
  await tab.click(".foot button:nth-child(2)");
  await tab.waitForSelector(".paper");
  await tab.waitForSelector(".finding", { state: "attached" });
}

/** Saves the report at work in a format and gives what was saved. */
export async function save(tab, format) {
  await tab.keyboard.press("Control+s");
  await tab.waitForSelector("dialog .formats");
  const saved = tab.waitForEvent("download", { timeout: 30_000 });
  await tab.click(`dialog button[data-format="${format}"]`);
  const file = await saved;
  const bytes = readFileSync(await file.path());
  await tab.keyboard.press("Escape");
  if (pictures) writeFileSync(join(pictures, `saved.${format}`), bytes);
  return { name: file.suggestedFilename(), bytes };
}

export const drop = async (tab, files) => {
  const carried = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString("base64") }));
  await tab.evaluate((all) => {
    const data = new DataTransfer();
    for (const { name, base64 } of all) data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    for (const type of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  }, carried);
};

/** Drops so many reports at once, of bodies that are numbered. */
export const dropReports = async (tab, count) => {
  const text = Buffer.from(reportFile("青河县第〇〇镇人民政府")).toString("utf8");
  await tab.evaluate(([report, count]) => {
    const data = new DataTransfer();
    for (let nth = 1; nth <= count; nth += 1) data.items.add(new File([report.replaceAll("〇〇", String(nth))], `${nth}.json`));
    for (const type of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  }, [text, count]);
};

/** The most memory that a process of the browser for pages has taken, in bytes. */
export async function peak(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const taken = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => {
    const status = readFileSync(`/proc/${id}/status`, "utf8");
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)[1]) * 1024;
  });
  return Math.max(...taken);
}
