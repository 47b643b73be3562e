// Where a report starts: last year's file, a register, an unfinished file, or an empty form.
import { useSignal } from "@preact/signals";
import type { LevelKey } from "gongkai-engine";
import { forms } from "../engine/facts";
import { openToCheck, start, startEmpty, startFromLast } from "../reading/opening";
import { Pick } from "../reading/Pick";
import { said, t } from "../words/language";
import { Dialog } from "./Dialog";
import { FromRegister } from "./FromRegister";

export function NewReport({ onClose }: { onClose: () => void }) {
  const facts = forms.value;
  const last = new Date().getFullYear() - 1;
  const name = useSignal("");
  const level = useSignal<LevelKey | "">("");
  const year = useSignal(Math.min(last, facts?.years.last ?? last));
  const organ = () => ({ name: name.value.trim(), level: level.value || null });
  const years = Array.from({ length: 8 }, (_, back) => last + 1 - back);

  return (
    <Dialog title={t("写一份报告", "Write a report")} onClose={onClose} wide>
      <section class="start">
        <h3>{t("从去年的报告开始", "From last year's report")}</h3>
        <p>{t("机关、年度、上年结转自动带过来，其余留空，去年的数显示在旁边。Word、Excel、PDF、网页都可以。", "Body, year and what was carried over come by themselves; last year's figures stand beside yours.")}</p>
        <Pick class="main" id="start-last" onFiles={([file]) => { if (file) { onClose(); void startFromLast(file); } }}>{t("选择去年的报告…", "Choose last year's file…")}</Pick>
      </section>
      <section class="start">
        <h3>{t("从空表开始", "From an empty form")}</h3>
        <form onSubmit={(event) => { event.preventDefault(); onClose(); void startEmpty(organ(), year.value); }}>
          <div class="identity">
            <label>{t("机关名称", "Body")}<input id="new-name" required lang="zh-CN" value={name.value} placeholder={t("全称，如：青河县民政局", "full name")} onInput={(event) => { name.value = event.currentTarget.value; }} /></label>
            <label>{t("层级", "Level")}<select id="new-level" value={level.value} onChange={(event) => { level.value = event.currentTarget.value as LevelKey | ""; }}><option value="">{t("请选择", "choose")}</option>{facts?.levels.map((one) => <option key={one.key} value={one.key}>{said(one.name)}</option>)}</select></label>
            <label>{t("年度", "Year")}<select id="new-year" value={year.value} onChange={(event) => { year.value = Number(event.currentTarget.value); }}>{years.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>
          </div>
          <p class="buttons"><button type="submit" class="main" id="start-empty">{t("开始填写", "Start")}</button></p>
        </form>
      </section>
      <section class="start">
        <h3>{t("从申请台账统计", "From a register")}</h3>
        <p>{t("台账是 Excel、CSV 或 Word 里的表格，有编号、收到日期、申请人类型、办结日期、办理结果五列。按上面填的机关和年度统计出表三。", "A register in Excel, CSV or a table of Word, with number, date received, kind of applicant, date settled and outcome is counted into table three, for the body and year above.")}</p>
        <FromRegister year={year.value} onUse={(made) => { onClose(); void start({ report: { ...made, organ: organ() } }); }} />
      </section>
      <section class="start">
        <h3>{t("接着写没有写完的文件", "Go on with an unfinished file")}</h3>
        <Pick onFiles={([file]) => { if (file) { onClose(); void openToCheck(file); } }}>{t("打开 .xlsx、.toml、.json、.docx…", "Open .xlsx, .toml, .json, .docx…")}</Pick>
      </section>
    </Dialog>
  );
}
