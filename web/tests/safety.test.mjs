// Nothing leaves the page, nothing hostile runs in it, nothing typed is lost.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { cell, drop, launch, open, picture, save, startEmpty, startExample } from "./browser.mjs";
import { reportFile } from "./figures.mjs";
import { locked } from "./locked.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const HOSTILE = `<img src=x onerror="window.hit=1"><script>window.hit=2</script><style>*{display:none}</style>\u202e<a href="javascript:window.hit=3">x</a>`;

test("text from files is text", async () => {
  const { tab, asked, errors } = await open(browser);
  const bytes = reportFile(`${HOSTILE}镇人民政府`, (report) => {
    report.title = HOSTILE;
    report.overview = [HOSTILE, ["详见", { text: HOSTILE, link: "https://example.org/" }], { heading: HOSTILE, level: 2 }, { table: [[HOSTILE, "1"], [HOSTILE, "2"]] }];
    report.signature = { organ: HOSTILE, date: HOSTILE };
    report.applications.received[0] = HOSTILE;
  });
  await drop(tab, [{ name: `${HOSTILE.replaceAll("/", "")}.json`, bytes }]);
  await tab.waitForSelector(".paper");
  await tab.waitForTimeout(600);
  await tab.keyboard.press("Escape");
  await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await tab.evaluate(() => window.hit), undefined);
  assert.equal(await tab.locator(".paper img, .paper script, .paper style, .paper a, #print img, #print a, .findings img").count(), 0);
  await picture(tab, "hostile");
  assert.deepEqual(asked, []);
  assert.deepEqual(errors, []);
});

test("the page may ask no network and run nothing but its own script", async () => {
  const { tab } = await open(browser);
  const refused = await tab.evaluate(async () => {
    const tried = [];
    try { await fetch("https://example.org/"); } catch { tried.push("fetch"); }
    try { new WebSocket("wss://example.org/"); } catch { tried.push("socket"); }
    const image = new Image();
    tried.push(await new Promise((settle) => { image.onerror = () => settle("image"); image.onload = () => settle("loaded"); image.src = "https://example.org/x.png"; }));
    const script = document.createElement("script");
    script.textContent = "window.ran = 1";
    document.body.append(script);
    tried.push(window.ran === undefined ? "script" : "ran");
    return tried;
  });
  assert.ok(refused.includes("fetch") && refused.includes("image") && refused.includes("script"), refused.join());
});

test("broken, foreign, encrypted, empty and huge files are refused in words", async () => {
  const { tab } = await open(browser);
  const refuse = async (name, bytes, because = /..../) => {
    await drop(tab, [{ name, bytes }]);
    await tab.waitForSelector("dialog .hint.error", { timeout: 60_000 });
    assert.match(await tab.innerText("dialog .hint.error"), because, name);
    await tab.keyboard.press("Escape");
  };
  await refuse("空.docx", Buffer.alloc(0));
  await refuse("断.xlsx", Buffer.from("PK\u0003\u0004broken"));
  await refuse("乱.bin", Buffer.from([0, 1, 2, 3, 200, 201, 202]));
  await refuse("断.pdf", Buffer.from("%PDF-1.7\nnothing"));
  await refuse("加密.docx", locked(), /密码|加密/);
  await refuse("加密.xls", locked(), /密码|加密/);
  await refuse("加密.pdf", readFileSync(new URL("../../crates/gongkai-pdf/tests/fixtures/user-password.pdf", import.meta.url)), /密码|加密/);
  await tab.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(130 * 1024 * 1024)], "巨大.docx"));
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await tab.waitForSelector("dialog .hint.error");
  assert.match(await tab.innerText("dialog .hint.error"), /130 MB/);
});

test("an engine that dies is started again and nothing typed is lost", async () => {
  const { tab } = await open(browser);
  await startExample(tab);
  await tab.fill(cell("applications.received.business"), "5");
  for (const worker of tab.workers()) await worker.evaluate(() => { setTimeout(() => { throw new Error("out of memory"); }); });
  await tab.waitForTimeout(500);
  await tab.focus(cell("applications.received.research_institution"));
  await tab.keyboard.type("7");
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => [...document.querySelectorAll(".finding")].some((one) => one.textContent.includes("一、本年新收")), undefined, { timeout: 15_000 });
  assert.equal(await tab.inputValue(cell("applications.received.business")), "5");
});

/** Waits until all that was typed is kept. */
const isKept = (tab) => tab.waitForFunction(() => document.querySelector(".kept")?.textContent.startsWith("已保存在本机"));

test("a closed tab loses nothing, and a second window only looks until it is told to take over", async () => {
  const { context, tab } = await open(browser);
  await startEmpty(tab);
  await tab.fill(cell("disclosure.licenses.decisions"), "77");
  await tab.fill('textarea[data-where="overview"]', "写到一半");
  await isKept(tab);
  const address = tab.url();
  const second = await context.newPage();
  await second.goto(address);
  await second.waitForSelector(".paper");
  await second.waitForSelector(".kept.looking");
  assert.equal(await second.inputValue(cell("disclosure.licenses.decisions")), "77");
  assert.equal(await second.getAttribute(cell("disclosure.licenses.decisions"), "readonly"), "");
  await picture(second, "second-window");
  await second.click("text=改在这里编辑");
  await second.fill(cell("disclosure.licenses.decisions"), "78");
  await tab.waitForSelector(".kept.looking");
  await isKept(second);
  await second.close({ runBeforeUnload: false });
  await tab.close();
  const third = await context.newPage();
  await third.goto(address);
  await third.waitForSelector(".paper");
  assert.equal(await third.inputValue(cell("disclosure.licenses.decisions")), "78");
  assert.equal(await third.inputValue('textarea[data-where="overview"]'), "写到一半");
  await third.click(".bar .home");
  assert.equal(await third.locator(".drafts li").count(), 1);
});

test("where nothing can be kept, it is said at once", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => { IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); }; });
  const { tab } = await open(browser, { context });
  await startEmpty(tab);
  await tab.fill(cell("disclosure.licenses.decisions"), "1");
  await tab.waitForSelector(".kept.failed");
});

test("an old browser is told which ones are good enough", async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => { delete globalThis.DecompressionStream; });
  const tab = await context.newPage();
  const { page } = await import("./browser.mjs");
  await tab.goto(page);
  assert.match(await tab.innerText("#app"), /97/);
});

test("what is saved is named in the words of the field", async () => {
  const { tab } = await open(browser);
  await startExample(tab);
  assert.match((await save(tab, "toml")).name, /\.toml$/);
});
