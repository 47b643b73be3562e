// A report counted from a register: what the register leaves open is asked, and what is answered is counted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cell, launch, open, picture, violations } from "./browser.mjs";
import { workbook } from "./workbook.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

/** Opens the dialog for a new report of 2024 and chooses a register. */
async function choose(tab, name, bytes) {
  await tab.click("#door-write");
  await tab.fill("#new-name", "青河县柳溪镇人民政府");
  await tab.selectOption(".identity label:last-child select", "2024");
  await take(tab, name, bytes);
}
async function take(tab, name, bytes) {
  const chooser = tab.waitForEvent("filechooser");
  await tab.click("#start-register");
  await (await chooser).setFiles({ name, mimeType: "", buffer: Buffer.from(bytes) });
}
async function started(tab, counts) {
  await tab.click("#use-register");
  await tab.waitForSelector(".paper");
  for (const [key, count] of Object.entries(counts)) assert.equal(await tab.inputValue(cell(key)), count, key);
  assert.equal(await tab.inputValue("#organ-name"), "青河县柳溪镇人民政府");
}

test("a column and words of the office's own are asked for", async () => {
  const { tab, asked, errors } = await open(browser);
  const text = "编号,收到日期,何人,办结日期,办理结果\n1,2024-03-01,自然人,2024-03-20,予以公开\n2,2024-04-01,村委会,2024-04-20,依法告知\n3,2024-05-01,村委会,2024-05-20,不予公开\n";
  await choose(tab, "台账.csv", text);
  await tab.waitForSelector(".start [role=alert]");
  const fault = await tab.innerText(".start [role=alert]");
  assert.match(fault, /没有“申请人类型”列/);
  // Whoever sees it has no shell.
  assert.doesNotMatch(fault, /--/);
  await tab.selectOption(".asked select", "何人");
  await tab.waitForSelector("form.asked");
  assert.match(await tab.innerText("form.asked"), /申请人类型“村委会”（2 行）/);
  await picture(tab, "register-words");
  assert.deepEqual(await violations(tab), []);
  const choices = tab.locator("form.asked select");
  await choices.selectOption("其他");
  await tab.click("form.asked button");
  // What stands in the lines that are understood so far is asked next.
  await tab.waitForFunction(() => document.querySelectorAll("form.asked select").length === 2);
  await choices.nth(0).selectOption("予以公开");
  // A word that stands for several rows is one of these.
  assert.ok((await choices.nth(1).locator("option").count()) < 12);
  await choices.nth(1).selectOption({ index: 1 });
  await tab.click("form.asked button");
  await tab.waitForSelector("#use-register");
  assert.match(await tab.innerText(".tally"), /统计了 3 件申请/);
  await started(tab, { "applications.received.natural_person": "1", "applications.received.other_organization": "2", "applications.granted.total": "2" });
  assert.deepEqual(asked, []);
  assert.deepEqual(errors, []);
});

test("sheets of the months are counted together, or one alone", async () => {
  const head = ["序号", "收到日期", "申请人类型", "办结日期", "办理结果"];
  const bytes = workbook({
    一月: [head, ["1", "2024-01-05", "自然人", "2024-01-20", "予以公开"], ["合计", "1件", "", "", ""]],
    三月: [head, ["1", "2024-03-05", "商业企业", "", ""], ["2", "2024-03-06", "同上", "", ""]],
  });
  const { tab, errors } = await open(browser);
  await choose(tab, "台账.xlsx", bytes);
  await tab.waitForSelector(".asked button");
  await picture(tab, "register-sheets");
  await tab.click("text=合在一起统计");
  await tab.waitForSelector("#use-register");
  const said = await tab.innerText(".tally");
  assert.match(said, /统计了 3 件申请/);
  assert.match(said, /“一月”第 3 行“合计 1件”/);
  // The same file once more is asked about again, since its sheets may have changed.
  await take(tab, "台账.xlsx", bytes);
  await tab.click("text=只用“三月”");
  await tab.waitForFunction(() => document.querySelector(".tally")?.textContent.includes("统计了 2 件申请"));
  // The year that is chosen above is the one that is counted.
  await tab.selectOption(".identity label:last-child select", "2023");
  await tab.waitForFunction(() => document.querySelector(".tally")?.textContent.includes("统计了 0 件申请"));
  await tab.selectOption(".identity label:last-child select", "2024");
  await tab.waitForFunction(() => document.querySelector(".tally")?.textContent.includes("统计了 2 件申请"));
  await started(tab, { "applications.received.business": "2", "applications.received.natural_person": "0" });
  assert.deepEqual(errors, []);
});

test("a register that stands in a document's tables is counted", async () => {
  const { tab, errors } = await open(browser);
  const table = (rows) => `<table border="1">${rows.map((row) => `<tr>${row.split("|").map((text) => `<td>${text}</td>`).join("")}</tr>`).join("")}</table>`;
  const head = "序号|收到日期|申请人类型|办结日期|办理结果";
  const page = `<html><body><h1>台账</h1>${table([head, "1|2024-03-01|自然人|2024-03-20|予以公开"])}<p>四月</p>${table(["2|2024-04-01|自然人||", "3|2024-04-02|商业企业|<s>2024-04-20</s>|<s>予以公开</s>"])}</body></html>`;
  await choose(tab, "台账.html", page);
  await tab.waitForSelector(".tally");
  // What is struck out is no open application.
  assert.match(await tab.textContent(".tally"), /第 4 行.*不作数/s);
  assert.equal(await tab.locator("#use-register").count(), 0);
  assert.deepEqual(errors, []);
});
