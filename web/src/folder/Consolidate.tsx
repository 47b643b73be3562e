// One report from the many under review.
import { useSignal } from "@preact/signals";
import type { Consolidated, LevelKey } from "gongkai-engine";
import { failed, folderEngine } from "../engine/client";
import { forms } from "../engine/facts";
import { download } from "../out/downloading";
import { start } from "../reading/opening";
import { tell } from "../state/notices";
import { Dialog } from "../views/Dialog";
import { said, t } from "../words/language";
import { expected, members, rows, year } from "./review";

export function Consolidate({ onClose }: { onClose: () => void }) {
  const name = useSignal("");
  const level = useSignal<LevelKey | "">("county");
  const own = useSignal("");
  const record = useSignal(true);
  const answer = useSignal<Consolidated | null>(null);
  const fault = useSignal<string | null>(null);
  const options = () => ({
    organ: { name: name.value.trim(), level: level.value || null },
    year: year.value ?? undefined,
    own: own.value || undefined,
    expected: expected.value.split(/[\n;；]/).map((one) => one.trim()).filter(Boolean),
    unreadable: rows.value.filter((row) => row.fault).map((row) => ({ name: row.name, why: said(row.fault?.message) })),
    record_problems: record.value,
  });
  const add = async (): Promise<void> => {
    fault.value = null;
    const made = await folderEngine().call("consolidate", members(), options());
    if (failed(made)) fault.value = said(made.failed.message);
    else answer.value = made;
  };
  const contributions = async (): Promise<void> => {
    const made = await folderEngine().call("contributions_workbook", members(), options());
    if (failed(made)) tell(said(made.failed.message), true);
    else download(made.name, made.bytes, made.media_type);
  };
  const made = answer.value;
  return (
    <Dialog title={t("汇总数据", "Consolidate")} onClose={onClose} wide>
      <form onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <div class="identity">
          <label>{t("汇总机关", "For the body")}<input required value={name.value} placeholder={t("如：青河县人民政府", "for example 青河县人民政府")} onInput={(event) => { name.value = event.currentTarget.value; }} /></label>
          <label>{t("层级", "Level")}<select value={level.value} onChange={(event) => { level.value = event.currentTarget.value as LevelKey; }}>{forms.value?.levels.map((one) => <option key={one.key} value={one.key}>{said(one.name)}</option>)}</select></label>
          <label>{t("本级自己的报告", "Its own report")}<select value={own.value} onChange={(event) => { own.value = event.currentTarget.value; }}><option value="">{t("没有", "none")}</option>{members().map((one) => <option key={one.name} value={one.name}>{one.report.organ.name || one.name}</option>)}</select></label>
        </div>
        <label class="check"><input type="checkbox" checked={record.value} onChange={(event) => { record.value = event.currentTarget.checked; }} /> {t("把缺报、重复等写进第六部分", "Write what is missing into section six")}</label>
        <p class="buttons"><button type="submit" class={made ? "" : "main"}>{made ? t("重新汇总", "Add up again") : t("汇总", "Add up")}</button></p>
      </form>
      {fault.value && <p class="hint error" role="alert">{fault.value}</p>}
      {made && (
        <div role="status">
          <p><b>{t(`${made.members.length} 份报告逐格相加`, `${made.members.length} reports added up, cell by cell`)}</b></p>
          {made.problems.length > 0 && <><h3>{t("须先弄清的", "To be settled")}</h3><ul>{made.problems.map((one, at) => <li key={at}>{said(one.text)}</li>)}</ul></>}
          {made.remarks.length > 0 && <details><summary>{t(`说明 ${made.remarks.length}`, `Remarks: ${made.remarks.length}`)}</summary><ul>{made.remarks.map((one, at) => <li key={at}>{said(one.text)}</li>)}</ul></details>}
          <p class="buttons">
            <button type="button" class="main" onClick={() => { onClose(); void start({ report: made.report }); }}>{made.complete ? t("打开汇总报告", "Open the report") : t("仍然打开汇总报告", "Open the report all the same")}</button>
            <button type="button" onClick={() => void contributions()}>{t("各单位明细表", "What each contributed")}</button>
          </p>
        </div>
      )}
    </Dialog>
  );
}
