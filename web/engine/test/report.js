// A made-up report that the tests write and read again.

/** 青河县民政局 for 2024, every cell stated; the sums hold. */
export function whole(engine) {
  const forms = engine.forms();
  const form = forms.editions.at(-1);
  const { report } = engine.create({ name: "青河县民政局", level: "county_department" }, 2024);
  for (const table of form.tables) for (const cell of table.cells) report.cells[cell.key] = "0";
  const row = (table, key, values) => {
    const cells = form.tables.find((one) => one.key === table).cells.filter((cell) => cell.row_key === key);
    cells.forEach((cell, at) => (report.cells[cell.key] = String(values[at])));
  };
  row("applications", "received", [3, 1, 0, 0, 0, 0, 4]);
  row("applications", "granted", [2, 1, 0, 0, 0, 0, 3]);
  row("applications", "total_processed", [2, 1, 0, 0, 0, 0, 3]);
  row("applications", "carried_out", [1, 0, 0, 0, 0, 0, 1]);
  report.cells["disclosure.administrative_fees.amount"] = "12.50";
  report.cells["disclosure.licenses.decisions"] = "22（其中变更16件）";
  report.sections.overview = [
    "2024年，我局主动公开政府信息12条，收到政府信息公开申请4件，予以公开3件，结转下年度1件。",
    "政府信息管理规范，平台建设完善，监督保障有力。",
  ];
  report.sections.problems = ["存在的主要问题是政策解读形式单一，群众看不懂的情况仍然存在。", "下一步将改进解读方式，增加图解和视频，并请群众评议。"];
  report.sections.other_matters = ["本年度未收取信息处理费。"];
  report.signature = { organ: "青河县民政局", date: "2025年1月20日" };
  return report;
}

export const HTML = `<!doctype html><meta charset="utf-8"><title>报告</title>
<h1>青河县民政局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>收到申请4件。<script>alert(1)</script></p>
<p>三、收到和处理政府信息公开申请情况</p>
<table><tr><td>申请人情况</td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td></tr>
<tr><td>一、本年新收政府信息公开申请数量</td><td>3</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>5</td></tr></table>`;

export const TEXT = `青河县民政局2024年政府信息公开工作年度报告
一、总体情况
收到申请4件。
四、政府信息公开行政复议、行政诉讼情况
行政复议\t行政诉讼
结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉
结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计
1\t0\t0\t0\t1\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0
五、存在的主要问题及改进情况
无。
六、其他需要报告的事项
本年度未收取信息处理费。
`;

export const bytes = (text) => new TextEncoder().encode(text);
