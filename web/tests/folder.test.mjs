// Sixty mixed files under review.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { drop, dropReports, launch, open, page, peak, picture, save, startExample, violations } from "./browser.mjs";
import { reportFile } from "./figures.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

/** The names of the files in an archive. */
function namesIn(archive) {
  const names = [];
  for (let at = archive.indexOf("PK\x01\x02"); at >= 0; at = archive.indexOf("PK\x01\x02", at + 4)) {
    names.push(archive.toString("utf8", at + 46, at + 46 + archive.readUInt16LE(at + 28)));
  }
  return names;
}

test("sixty mixed files: the faulty first, who has not filed, what goes back", async () => {
  const maker = await open(browser);
  await startExample(maker.tab);
  const docx = await save(maker.tab, "docx");
  const xlsx = await save(maker.tab, "xlsx");
  await maker.context.close();

  const { tab, asked, errors } = await open(browser);
  const files = Array.from({ length: 54 }, (_, nth) => ({ name: `第${nth + 1}镇.json`, bytes: reportFile(`青河县第${nth + 1}镇人民政府`) }));
  files.push({ name: "柳溪镇.docx", bytes: docx.bytes }, { name: "柳溪镇（表格）.xlsx", bytes: xlsx.bytes });
  files.push({ name: "错一.json", bytes: reportFile("青河县甲镇人民政府", (report) => { report.applications.received[6] = 9; }) });
  files.push({ name: "去年的.json", bytes: reportFile("青河县乙镇人民政府", (report) => { report.year = 2023; }) });
  files.push({ name: "坏的.docx", bytes: docx.bytes.subarray(0, 900) }, { name: "别的.bin", bytes: Buffer.from([0, 1, 2, 3, 255, 254]) });
  assert.equal(files.length, 60);
  await drop(tab, files);
  await tab.waitForFunction(() => document.querySelector(".counts")?.textContent.includes("共 60 份"), undefined, { timeout: 60_000 });
  const verdicts = await tab.$$eval(".list tbody tr", (rows) => rows.map((row) => row.className.trim().split(" ")[0]));
  assert.equal(verdicts.length, 60);
  assert.deepEqual(verdicts.slice(0, 2), ["unreadable", "unreadable"]);
  assert.equal(verdicts[2], "errors");
  assert.ok(await tab.locator(".tag", { hasText: "年度不符" }).count() >= 1);
  assert.ok(await tab.locator(".tag", { hasText: "重复" }).count() >= 2);
  await picture(tab, "folder");
  assert.deepEqual(await violations(tab), []);
  // By keyboard alone: down the list, return one, pass one, open one and go on to the next.
  await tab.focus(".list tbody tr");
  await tab.keyboard.press("j");
  await tab.keyboard.press("t");
  await tab.keyboard.press("j");
  await tab.keyboard.press("g");
  assert.match(await tab.innerText(".counts"), /已通过 1.*已退回 1/s);
  await tab.keyboard.press("Enter");
  await tab.waitForSelector(".paper");
  await tab.click("text=下一份");
  await tab.click("text=返回清单");
  // Who has not filed.
  await tab.click(".roll summary");
  await tab.fill(".roll textarea", "青河县第1镇人民政府\n青河县丙镇人民政府");
  await tab.click(".roll button.main");
  await tab.waitForSelector(".roll .names");
  assert.match(await tab.innerText(".roll"), /丙镇/);
  // Out: the lists of faults, the overview, the sum of all.
  for (const [name, file] of [["各单位审核意见（一个压缩包）", /^审核意见\.zip$/], ["审核汇总表", /\.xlsx$/]]) {
    const saved = tab.waitForEvent("download");
    await tab.click(`button:text-is("${name}")`);
    const made = await saved;
    assert.match(made.suggestedFilename(), file);
    if (made.suggestedFilename().endsWith(".xlsx")) continue;
    // Every file has a list, two of one body have two.
    const names = namesIn(readFileSync(await made.path()));
    assert.equal(names.length, 60);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.includes("青河县柳溪镇人民政府.txt") && names.includes("青河县柳溪镇人民政府-2.txt"), names.join());
  }
  await tab.click("text=汇总数据…");
  await tab.fill("dialog input[required]", "青河县人民政府");
  await tab.click("dialog button[type=submit]");
  await tab.waitForSelector("dialog [role=status] .buttons .main");
  await picture(tab, "consolidate");
  await tab.click("dialog [role=status] .buttons .main");
  await tab.waitForSelector(".paper");
  assert.deepEqual(asked, []);
  assert.deepEqual(errors, []);
});

test("sixty Word files are read quickly, and the list can be stopped", async () => {
  const maker = await open(browser);
  await startExample(maker.tab);
  const docx = await save(maker.tab, "docx");
  await maker.context.close();
  const { context, tab } = await open(browser);
  await drop(tab, Array.from({ length: 60 }, (_, nth) => ({ name: `${nth}.docx`, bytes: docx.bytes })));
  const began = Date.now();
  await tab.waitForFunction(() => document.querySelector(".counts")?.textContent.includes("共 60 份"), undefined, { timeout: 120_000 });
  console.log(`sixty docx: ${Date.now() - began} ms`);
  const memory = await tab.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
  console.log(`heap of the page: ${Math.round(memory / 1e6)} MB`);
  // The tab is closed; the list is there again.
  await tab.waitForSelector(".list-kept");
  await tab.close();
  const again = await context.newPage();
  await again.goto(page);
  await again.click("text=正在审核的一批报告");
  assert.match(await again.innerText(".counts"), /共 60 份/);
});

test("two windows do not write over each other's list", async () => {
  const { context, tab: first } = await open(browser);
  await dropReports(first, 3);
  await first.waitForSelector(".list-kept");
  const { tab: second } = await open(browser, { context });
  await dropReports(second, 2);
  await second.waitForSelector(".list-elsewhere");
  assert.match(await second.innerText(".counts"), /共 2 份/);
  // A decision in the first is kept, and is there when it is opened again, with nothing of the second's.
  await first.click(".list tbody tr:first-child .decide button:first-child");
  await first.waitForSelector(".list-kept");
  await second.close();
  await first.reload();
  const counts = first.locator(".counts");
  await counts.filter({ hasText: "共 3 份" }).waitFor();
  assert.match(await counts.innerText(), /待定 2/);
  // Decisions are not thrown away by a slip; what is taken off the list is off it for good.
  first.once("dialog", (dialog) => dialog.dismiss());
  await first.click("text=清空清单");
  assert.match(await counts.innerText(), /共 3 份/);
  first.once("dialog", (dialog) => dialog.accept());
  await first.click("text=清空清单");
  await first.waitForSelector(".drop-here");
  await first.waitForTimeout(1000);
  await first.reload();
  await first.waitForSelector(".drop-here");
  await first.waitForTimeout(1500);
  assert.equal(await first.locator(".list").count(), 0);
});

test("a thousand files at once: all are read, and the page still answers", async () => {
  const { tab } = await open(browser);
  await dropReports(tab, 1000);
  await tab.waitForFunction(() => document.querySelector(".counts")?.textContent.includes("共 1000 份"), undefined, { timeout: 600_000 });
  assert.match(await tab.innerText(".filters"), /⊘ 读不了 0/);
  // The list is drawn in steps; the keyboard goes on beyond what is drawn.
  const drawn = tab.locator(".list tbody tr");
  assert.equal(await drawn.count(), 200);
  await tab.focus(".list tbody tr:last-child");
  await tab.keyboard.press("j");
  await tab.waitForFunction(() => document.querySelector(".list tbody tr:nth-child(201)") === document.activeElement);
  assert.equal(await drawn.count(), 400);
  await tab.click("text=再列一些");
  await tab.waitForFunction(() => document.querySelector(".list tbody tr:nth-child(401)") === document.activeElement);
  assert.match(await tab.innerText(".list-scroll"), /前 600 份，共 1000 份/);
  // The page still answers: a late one opens, and its row is there again, drawn and under the keyboard.
  await tab.keyboard.press("Enter");
  await tab.waitForSelector(".paper");
  await tab.click("text=返回清单");
  await tab.waitForFunction(() => document.querySelector(".list tbody tr:nth-child(401)") === document.activeElement);
  // How much the browser keeps before it tidies up is its own affair: said, not judged.
  console.log(`a thousand files: the page's process took ${Math.round(await peak(browser) / 1e6)} MB at most`);
});
