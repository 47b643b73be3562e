// A worked example: a made-up township's report, filled in, with one sum that does not hold.
import { engine, failed } from "../engine/client";
import { forms } from "../engine/facts";
import { start } from "../reading/opening";

const FIGURES: Record<string, string> = {
  "disclosure.normative_documents.issued": "3", "disclosure.normative_documents.repealed": "1", "disclosure.normative_documents.in_force": "12",
  "disclosure.licenses.decisions": "86", "disclosure.penalties.decisions": "4",
  "applications.received.natural_person": "11", "applications.received.business": "2", "applications.received.total": "13",
  "applications.carried_in.natural_person": "1", "applications.carried_in.total": "1",
  "applications.granted.natural_person": "8", "applications.granted.business": "2", "applications.granted.total": "10",
  "applications.partially_granted.natural_person": "1", "applications.partially_granted.total": "1",
  "applications.not_held.natural_person": "2", "applications.not_held.total": "2",
  "applications.total_processed.natural_person": "11", "applications.total_processed.business": "2", "applications.total_processed.total": "14",
  "applications.carried_out.natural_person": "1", "applications.carried_out.total": "1",
  "disputes.reconsideration.upheld": "1", "disputes.reconsideration.total": "1",
};

const OVERVIEW = [
  "（一）主动公开。全年制发行政规范性文件3件，废止1件，现行有效12件，均在政府网站集中公开。",
  "（二）依申请公开。全年新收政府信息公开申请13件，上年结转1件；予以公开10件，部分公开1件，无法提供2件，结转下年度1件。",
  "（三）政府信息管理。落实公开前审查，对已公开的文件逐件核对有效性。",
  "（四）政府信息公开平台建设。政务公开专区设在便民服务大厅，全年接待查询36人次。",
  "（五）监督保障。年内开展培训2次，将政务公开纳入年度考核，社会评议结果良好，未发生责任追究。",
];

export async function openExample(): Promise<void> {
  const year = Math.min(2024, forms.value?.years.last ?? 2024);
  const made = await engine.call("create", { name: "青河县柳溪镇人民政府", level: "township" }, year);
  const facts = forms.value?.editions.at(-1);
  if (failed(made) || !facts) return;
  const cells = Object.fromEntries(facts.tables.flatMap((table) => table.cells.map((cell) => [cell.key, FIGURES[cell.key] ?? "0"])));
  await start({
    report: {
      ...made.report,
      cells,
      published: `${year + 1}-01-20`,
      sections: {
        ...made.report.sections,
        overview: OVERVIEW,
        problems: ["存在的主要问题：政策解读形式单一，主要是文字解读；部分栏目更新不及时。", "改进情况：增加图表和问答解读，全年各发布5篇；明确栏目责任人，每月检查一次。"],
        other_matters: ["本年度未收取政府信息公开信息处理费。"],
      },
      signature: { organ: "青河县柳溪镇人民政府", date: `${year + 1}年1月20日` },
    },
  });
}
