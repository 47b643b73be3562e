// Every view for everyone: axe, sizes, languages, dark, zoom, print.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cell, launch, open, picture, startEmpty, startExample, violations } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); });

const fits = (tab) => tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1);

for (const locale of ["zh-CN", "en-US"]) {
  for (const [width, height, dark] of [[1366, 768, false], [390, 844, false], [683, 384, false], [1366, 768, true]]) {
    test(`each view in ${locale} at ${width}×${height}${dark ? ", dark" : ""}`, async () => {
      const { context, tab, asked, errors } = await open(browser, { locale, width, height, dark });
      const look = async (name) => {
        await tab.waitForTimeout(350);
        await picture(tab, `${name}-${locale}-${width}${dark ? "-dark" : ""}`);
        assert.deepEqual(await violations(tab), [], name);
        assert.ok(await fits(tab), `${name} is cut at the side`);
      };
      await look("home");
      await tab.click("#door-write");
      await look("new");
      await tab.keyboard.press("Escape");
      await startEmpty(tab);
      await look("empty");
      await tab.click(".bar .home");
      await startExample(tab);
      await look("example");
      if (width < 760) await tab.click(".tabs button:nth-child(2)");
      await tab.click(".finding.error .go");
      await look("finding");
      await tab.focus(cell("disputes.reconsideration.upheld"));
      await look("table-four");
      await tab.keyboard.press("Control+s");
      await look("save-as");
      await tab.keyboard.press("Escape");
      await tab.click(".bar .home");
      await tab.click(".foot button:nth-child(1)");
      await look("help");
      assert.deepEqual(asked, []);
      assert.deepEqual(errors, []);
      await context.close();
    });
  }
}

test("each cell says its whole row and column", async () => {
  const { tab } = await open(browser);
  await startEmpty(tab);
  const name = await tab.getAttribute(cell("applications.state_secret.business"), "aria-label");
  for (const part of ["表三", "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "法人或其他组织", "商业企业", "未填"]) assert.ok(name.includes(part), `${part} in ${name}`);
  const loose = await tab.evaluate(() => [...document.querySelectorAll(".form-table td[headers]")].filter((td) => td.getAttribute("headers").split(" ").some((id) => !document.getElementById(id))).length);
  assert.equal(loose, 0);
});

test("it prints as the filing on A4", async () => {
  const { tab } = await open(browser);
  await startExample(tab);
  await tab.emulateMedia({ media: "print" });
  await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const printed = await tab.innerText("#print");
  for (const part of ["青河县柳溪镇人民政府2024年政府信息公开工作年度报告", "一、总体情况", "六、其他需要报告的事项"]) assert.ok(printed.includes(part), part);
  await picture(tab, "print");
  const pdf = await tab.pdf({ preferCSSPageSize: true });
  assert.ok(pdf.length > 10_000);
});

test("a report is filled in without a mouse", async () => {
  const { tab } = await open(browser);
  await tab.focus("#door-write");
  await tab.keyboard.press("Enter");
  await tab.waitForSelector("dialog");
  for (let tries = 0; tries < 30 && (await tab.evaluate(() => document.activeElement.id)) !== "new-name"; tries++) await tab.keyboard.press("Tab");
  await tab.keyboard.type("青河县东山镇人民政府");
  await tab.keyboard.press("Enter");
  await tab.waitForSelector(".paper");
  await tab.keyboard.press("F6");
  assert.ok(await tab.evaluate(() => document.activeElement.closest(".sections, .middle, .findings") !== null));
  await tab.focus(cell("applications.received.natural_person"));
  await tab.keyboard.type("3");
  await tab.keyboard.press("Tab");
  for (let nth = 0; nth < 5; nth++) { await tab.keyboard.type("0"); await tab.keyboard.press("Tab"); }
  await tab.waitForSelector(".adopt");
  await tab.keyboard.press("Alt+=");
  assert.equal(await tab.inputValue(cell("applications.received.total")), "3");
});
