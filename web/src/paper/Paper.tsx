// The report as it prints, editable where it stands.
import type { SectionKey } from "gongkai-engine";
import { forms, section, SECTIONS } from "../engine/facts";
import { check } from "../state/checking";
import { change, content, endStep, partsOf, readOnly, withParts } from "../state/draft";
import { said, t } from "../words/language";
import { Identity } from "./Identity";
import { Prose } from "./Prose";
import { Signature } from "./Signature";
import { shown } from "./grouping";

export const sectionId = (key: SectionKey | "head"): string => `section-${key}`;

export function Paper() {
  if (!content.value || !forms.value) return null;
  return (
    <article class="paper" aria-label={t("报告正文", "The report")}>
      <Identity />
      {SECTIONS.map((key) => <Section key={key} of={key} />)}
      <Signature />
    </article>
  );
}

function Section({ of }: { of: SectionKey }) {
  const info = section(of);
  const now = content.value;
  if (!info || !now) return null;
  return (
    <section id={sectionId(of)} aria-labelledby={`${sectionId(of)}-title`} tabIndex={-1}>
      <h2 id={`${sectionId(of)}-title`} lang="zh-CN">{info.heading}</h2>
      {of === "overview" && <Topics />}
      <Prose where={of} name={info.heading} table={info.table} hint={said(info.prompt)} />
      {of === "other_matters" && !readOnly.value && <FeePrompt />}
    </section>
  );
}

/** Section one's length and the five things it treats. */
function Topics() {
  const info = section("overview");
  const live = check.value?.prose.find((one) => one.section === "overview");
  if (!info) return null;
  const most = info.characters ?? 1000;
  const length = live?.characters ?? 0;
  return (
    <div class="topics">
      <span class={length > most ? "over" : ""}><meter min={0} max={most} value={Math.min(length, most)} aria-label={t("篇幅", "Length")} /> {length}/{most} {t("字", "characters")}</span>
      <ul aria-label={t("应写的五个方面", "What it should treat")}>
        {info.topics.map((topic) => {
          const treated = live?.topics.find((one) => one.key === topic.key)?.treated ?? false;
          return <li key={topic.key} class={treated ? "treated" : ""}><span aria-hidden="true">{treated ? "✓" : "○"}</span> {said(topic.name)}<span class="sr">{treated ? t("：已写到", ": treated") : t("：还没有写到", ": not yet")}</span></li>;
        })}
      </ul>
    </div>
  );
}

const NO_FEE = "本年度未收取政府信息公开信息处理费。";

/** The fee must be reported, also that there was none. */
function FeePrompt() {
  const now = content.value;
  if (!now) return null;
  const parts = partsOf(now.report, "other_matters");
  if (parts.some((part) => shown(part).includes("费"))) return null;
  const put = (): void => {
    endStep();
    change(t("写明收费情况", "state the fee"), "text-other_matters", (was) => withParts(was, "other_matters", [...partsOf(was.report, "other_matters").filter((part) => part !== ""), NO_FEE]));
    endStep();
  };
  return (
    <p class="prompt">
      {t("收取信息处理费的情况必须写明，没有收费也要写。", "The processing fee must be reported, also where none was charged.")}{" "}
      <button type="button" onClick={put}>{t(`写上“${NO_FEE}”`, `Write “${NO_FEE}”`)}</button>
    </p>
  );
}
