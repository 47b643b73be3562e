// Who has not filed, by a pasted list.
import { useSignal } from "@preact/signals";
import { said, t } from "../words/language";
import { callRoll, expected, rollCall } from "./review";

export function Roll() {
  const typed = useSignal(expected.value);
  const roll = rollCall.value;
  const named = (state: string): string[] => roll?.filings.filter((one) => one.state === state).map((one) => one.name) ?? [];
  const missing = named("missing");
  const others = named("not_expected");
  const rest = roll?.problems.filter((one) => one.kind !== "missing" && one.kind !== "not_expected") ?? [];
  const names = (all: string[]) => <ul class="names">{all.map((name) => <li key={name}><bdi>{name}</bdi></li>)}</ul>;
  return (
    <details class="roll" open={roll !== null}>
      <summary>{t("对照名单：谁还没有报", "Who has not filed")}</summary>
      <label class="wide">{t("粘贴应报单位名单，每行一个（可写简称，也可写“全称=简称”）", "Paste the list, one body a line (short names will do)")}
        <textarea rows={5} value={typed.value} onInput={(event) => { typed.value = event.currentTarget.value; }} /></label>
      <p><button type="button" class="main" onClick={() => { expected.value = typed.value; void callRoll(); }}>{t("对照", "Compare")}</button></p>
      {roll && (
        <div role="status">
          <h3>{missing.length ? t(`${missing.length} 个单位还没有报`, `${missing.length} have not filed`) : t("名单上的单位都报了", "All on the list have filed")}</h3>
          {names(missing)}
          {others.length > 0 && <><h3>{t(`名单以外 ${others.length} 份`, `${others.length} not on the list`)}</h3>{names(others)}</>}
          {rest.length > 0 && <><h3>{t("还应注意", "Also")}</h3><ul>{rest.map((one, at) => <li key={at}><bdi>{said(one.text)}</bdi></li>)}</ul></>}
        </div>
      )}
    </details>
  );
}
