// Below the text: who signs, and the date.
import { change, content, endStep, readOnly, withReport } from "../state/draft";
import { t } from "../words/language";

export function Signature() {
  const now = content.value;
  if (!now) return null;
  const { signature } = now.report;
  const field = (key: "organ" | "date", name: string, hint: string) => (
    <input aria-label={name} placeholder={hint} value={signature[key] ?? ""} readOnly={readOnly.value} autocomplete="off" lang="zh-CN"
      onFocus={endStep} onBlur={endStep}
      onInput={(event) => {
        const typed = event.currentTarget.value || null;
        change(t("署名", "sign"), `signature-${key}`, (was) => withReport(was, { ...was.report, signature: { ...was.report.signature, [key]: typed } }));
      }} />
  );
  return (
    <footer class="signature">
      {field("organ", t("署名机关", "Signed by"), t("署名（可不写）", "Signed by (optional)"))}
      {field("date", t("成文日期", "Date"), t("成文日期，如：2025年1月20日", "Date, as printed"))}
    </footer>
  );
}
