// Whose report it is, for which year.
import type { LevelKey } from "gongkai-engine";
import { forms } from "../engine/facts";
import { change, content, endStep, readOnly, withReport } from "../state/draft";
import { said, t } from "../words/language";
import { Prose } from "./Prose";
import { sectionId } from "./Paper";
import { TitleText } from "./TitleText";

export function Identity() {
  const now = content.value;
  const facts = forms.value;
  if (!now || !facts) return null;
  const { report } = now;
  const set = (target: string, make: (was: typeof report) => typeof report): void =>
    change(t("填写", "fill in"), target, (was) => withReport(was, make(was.report)));
  const years: number[] = [];
  const latest = Math.min(facts.years.last, new Date().getFullYear());
  for (let year = latest; year >= Math.max(facts.years.first, latest - 12); year--) years.push(year);
  if (report.year !== null && !years.includes(report.year)) years.unshift(report.year);
  return (
    <header id={sectionId("head")} tabIndex={-1}>
      <div class="identity">
        <label>{t("机关名称", "Body")}
          <input id="organ-name" value={report.organ.name} readOnly={readOnly.value} lang="zh-CN" placeholder={t("全称，如：青河县民政局", "full name")} autocomplete="off"
            onFocus={endStep} onBlur={endStep}
            onInput={(event) => { const name = event.currentTarget.value; set("organ-name", (was) => ({ ...was, organ: { ...was.organ, name } })); }} />
        </label>
        <label>{t("层级", "Level")}
          <select id="organ-level" disabled={readOnly.value} value={report.organ.level ?? ""}
            onChange={(event) => { const level = (event.currentTarget.value || null) as LevelKey | null; set("organ-level", (was) => ({ ...was, organ: { ...was.organ, level } })); }}>
            <option value="">{t("请选择", "choose")}</option>
            {facts.levels.map((level) => <option key={level.key} value={level.key}>{said(level.name)}</option>)}
          </select>
        </label>
        <label>{t("年度", "Year")}
          <select id="year" disabled={readOnly.value} value={report.year ?? ""}
            onChange={(event) => { const year = Number(event.currentTarget.value) || null; set("year", (was) => forYear(was, year)); }}>
            <option value="">{t("请选择", "choose")}</option>
            {years.map((year) => <option key={year} value={year}>{year}{t("年", "")}</option>)}
          </select>
        </label>
        <label>{t("公布日期", "Published")}
          <input id="published" type="date" value={report.published ?? ""} readOnly={readOnly.value}
            onInput={(event) => { const published = event.currentTarget.value || null; set("published", (was) => ({ ...was, published })); }} />
        </label>
      </div>
      <h1 class="title" lang="zh-CN"><TitleText of={report} /></h1>
      {report.title !== null && !readOnly.value && <p class="table-tools"><span>{t("标题为文件中所印", "The title is as printed in the file")}</span>
        <button type="button" onClick={() => { endStep(); set("title", (was) => ({ ...was, title: null })); endStep(); }}>{t("改用机关名称和年度组成的标题", "Use the title made of body and year")}</button></p>}
      {report.preamble.length > 0 && <Prose where="preamble" name={t("引言", "Preamble")} table={null} hint="" />}
    </header>
  );

  /** Tables in which nothing is stated yet take the edition of the year. */
  function forYear(was: typeof report, year: number | null): typeof report {
    const form = facts?.editions.find((one) => year !== null && one.from <= year && (one.to === null || year <= one.to));
    if (!form) return { ...was, year };
    const editions = { ...was.editions };
    for (const table of form.tables) {
      if (!Object.keys(was.cells).some((key) => key.startsWith(`${table.key}.`))) editions[table.key] = form.edition;
    }
    return { ...was, year, editions };
  }
}
