// The findings in the order in which F8 goes through them.
import { signal } from "@preact/signals";
import type { Finding } from "gongkai-engine";
import { findings } from "../state/checking";
import { tell } from "../state/notices";
import { t } from "../words/language";
import { goTo } from "./naming";

/** The fingerprint of the finding that was gone to last. */
export const current = signal<string | null>(null);

export function visit(finding: Finding): void {
  current.value = finding.fingerprint;
  goTo(finding);
}

export function next(step: 1 | -1): void {
  const all = findings.value;
  if (!all.length) { tell(t("没有发现问题", "Nothing was found")); return; }
  const at = all.findIndex((finding) => finding.fingerprint === current.value);
  const finding = all[(at + (at < 0 && step < 0 ? 0 : step) + all.length) % all.length];
  if (finding) visit(finding);
}
