// Keeping what was found, with the reason.
import type { Finding } from "gongkai-engine";
import { useState } from "preact/hooks";
import { change, endStep } from "../state/draft";
import { Dialog } from "../views/Dialog";
import { said, t } from "../words/language";

export function Accept({ finding, onDone }: { finding: Finding; onDone: () => void }) {
  const [reason, setReason] = useState("");
  const accept = (): void => {
    endStep();
    change(t("写明理由保留", "keep with a reason"), finding.cells[0]?.key ?? finding.fingerprint, (now) => ({
      ...now,
      accepted: [...now.accepted.filter((one) => one.fingerprint !== finding.fingerprint),
        { fingerprint: finding.fingerprint, reason: reason.trim() }],
    }));
    endStep();
    onDone();
  };
  return (
    <Dialog title={t("写明理由保留", "Keep it and say why")} onClose={onDone}>
      <p>{said(finding.message)}</p>
      <form method="dialog" onSubmit={(event) => { event.preventDefault(); if (reason.trim()) accept(); }}>
        <label class="wide">{t("理由", "Reason")}
          <textarea rows={3} required value={reason} placeholder={t("如：原始材料如此，已与法制科核实", "for example: the records say so, checked with the legal office")} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <p class="note">{t("数字一变，这条会重新提出。", "It comes back as soon as a figure changes.")}</p>
        <p class="buttons"><button type="submit" class="main" disabled={!reason.trim()}>{t("保留", "Keep")}</button><button type="button" onClick={onDone}>{t("取消", "Cancel")}</button></p>
      </form>
    </Dialog>
  );
}
