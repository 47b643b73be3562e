// The list beside the paper: what does not hold, gravest first, with what would mend it.
import { useState } from "preact/hooks";
import type { Diagnosis, Finding, Severity } from "gongkai-engine";
import { check, checkFault, findings, lastTook, unwritten, upToDate } from "../state/checking";
import { change, content, endStep, readOnly, withCells } from "../state/draft";
import { section } from "../engine/facts";
import { said, t } from "../words/language";
import { Accept } from "./Accept";
import { placeOf } from "./naming";
import { current, next, visit } from "./order";
import { Unread } from "../reading/Unread";

const SHAPE: Record<Severity, string> = { error: "✗", warning: "!", info: "i" };
export const severityName = (severity: Severity): string =>
  severity === "error" ? t("错误", "Error") : severity === "warning" ? t("警告", "Warning") : t("提示", "Hint");

export function Findings() {
  const now = check.value;
  const all = findings.value;
  const count = (severity: Severity): number => all.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, hints] = [count("error"), count("warning"), count("info")];
  // Of a report that is half written nothing can be judged yet, and saying so helps nobody.
  const undecided = unwritten.value.length ? 0 : now?.undecided.length ?? 0;
  return (
    <aside class="findings" aria-label={t("检查结果", "What was found")} id="findings" tabIndex={-1} data-took={Math.round(lastTook.value)}>
      <header>
        <h2>{!now ? t("正在检查…", "Checking…")
          : all.length === 0 && marksLeft() > 0 ? t("还有没有读出的格", "Some cells were not read")
          : all.length === 0 ? unwritten.value.length ? t("目前没有错误", "No errors so far") : t("没有发现问题", "Nothing was found")
            : [errors && t(`${errors} 处错误`, `${errors} error${errors > 1 ? "s" : ""}`), warnings && t(`${warnings} 处警告`, `${warnings} warning${warnings > 1 ? "s" : ""}`), hints && t(`${hints} 处提示`, `${hints} hint${hints > 1 ? "s" : ""}`)].filter(Boolean).join(t("、", ", "))}
        </h2>
        {all.length > 0 && <button type="button" class="quiet" onClick={() => next(1)}>{t("下一处", "Next")}<kbd>F8</kbd></button>}
      </header>
      <p class="sr" role="status">{now && upToDate.value ? t(`${errors} 处错误，${warnings} 处警告，${hints} 处提示`, `${errors} errors, ${warnings} warnings, ${hints} hints`) : ""}</p>
      {checkFault.value && <p class="hint error" role="alert">{checkFault.value}</p>}
      <Unread />
      {unwritten.value.length > 0 && <p class="hint">{t("还没有写：", "Yet to be written: ")}{unwritten.value.map((key) => section(key)?.number).join("、")}</p>}
      {now && <Diagnoses all={now.diagnoses} />}
      <ul class="finding-list">{all.map((finding) => <Item key={finding.fingerprint} finding={finding} />)}</ul>
      {now && now.accepted.length > 0 && <Accepted />}
      {undecided > 0 && now && (
        <details class="undecided">
          <summary>{t(`未能判断 ${undecided}`, `Not decided: ${undecided}`)}</summary>
          <ul>{now.undecided.map((one, at) => <li key={at}>{said(one.title)}：{said(one.reason)}{one.count > 1 ? `（${one.count}）` : ""}</li>)}</ul>
        </details>
      )}
      {now?.previous_refused && <p class="hint">{said(now.previous_refused)}</p>}
    </aside>
  );
}

function Item({ finding }: { finding: Finding }) {
  const [accepting, setAccepting] = useState(false);
  const open = current.value === finding.fingerprint;
  return (
    <li class={`finding ${finding.severity} ${open ? "open" : ""}`}>
      <button type="button" class="go" aria-expanded={open} onClick={() => visit(finding)}>
        <span class="shape" aria-hidden="true">{SHAPE[finding.severity]}</span>
        <span class="words"><span class="where"><span class="sr">{severityName(finding.severity)}：</span>{placeOf(finding)}</span>{said(finding.message)}</span>
      </button>
      {open && (
        <div class="more">
          {finding.help && <p>{said(finding.help)}</p>}
          {finding.notes.map((note, at) => <p key={at} class="note">{said(note)}</p>)}
          <details>
            <summary>{t("依据", "Grounds")}</summary>
            <p>{said(finding.clause)}</p>
            <p class="note">{said(finding.title)} · {finding.rule}</p>
          </details>
          {!readOnly.value && <button type="button" class="quiet" onClick={() => setAccepting(true)}>{t("核实无误，写明理由保留…", "It is right: keep it and say why…")}</button>}
          {accepting && <Accept finding={finding} onDone={() => setAccepting(false)} />}
        </div>
      )}
    </li>
  );
}

/** What would mend the sums: each way is one button that says what it changes. */
function Diagnoses({ all }: { all: Diagnosis[] }) {
  if (readOnly.value) return null;
  const apply = (way: Diagnosis["alternatives"][number]): void => {
    endStep();
    change(t("改正", "mend"), way[0]?.cell.key ?? "", (now) => withCells(now, Object.fromEntries(way.flatMap(({ cell, to }) => (to === null ? [] : [[cell.key, String(to)]])))));
    endStep();
  };
  return (
    <>
      {all.filter((one) => one.alternatives.length > 0).map((one, at) => (
        <div class="diagnosis" key={at}>
          <p>{one.size === 1 && one.alternatives.length === 1
            ? t(`改 1 格即可消除 ${one.findings.length} 处不平：`, `One change settles ${one.findings.length} of them:`)
            : one.alternatives.length > 1
              ? t("以下任一种改法都能使各项相符，请对照原始材料选择：", "Any one of these makes all agree; choose by your records:")
              : t(`改 ${one.size ?? ""} 格即可使各项相符：`, `${one.size ?? ""} changes make all agree:`)}</p>
          {one.alternatives.slice(0, 4).map((way, nth) => way.every((step) => step.to !== null) && (
            <button type="button" key={nth} onClick={() => apply(way)}>
              {way.map((step) => t(`${step.cell.name}：${step.from} 改为 ${step.to}`, `${step.cell.name}: ${step.from} → ${step.to}`)).join(t("；", "; "))}
            </button>
          ))}
          {one.found > 4 && <p class="note">{t(`共有 ${one.found} 种改法`, `${one.found} ways in all`)}</p>}
        </div>
      ))}
    </>
  );
}

function Accepted() {
  const all = check.value?.accepted ?? [];
  return (
    <details class="accepted">
      <summary>{t(`已写明理由保留 ${all.length}`, `Kept with a reason: ${all.length}`)}</summary>
      <ul>{all.map(({ reason, finding }) => (
        <li key={finding.fingerprint}>{said(finding.message)}<br /><b>{t("理由：", "Reason: ")}{reason}</b>{" "}
          {!readOnly.value && <button type="button" class="quiet" onClick={() => withdraw(finding.fingerprint)}>{t("撤回", "Withdraw")}</button>}</li>
      ))}</ul>
    </details>
  );
}

function withdraw(fingerprint: string): void {
  endStep();
  change(t("撤回保留", "withdraw"), fingerprint, (now) => ({ ...now, accepted: now.accepted.filter((one) => one.fingerprint !== fingerprint) }));
  endStep();
}

export const marksLeft = (): number => Object.keys(content.value?.marks ?? {}).length;
