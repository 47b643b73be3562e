// Who has not filed, by a pasted list.
import { useSignal } from "@preact/signals";
import { t } from "../words/language";
import { callRoll, expected, rollCall } from "./review";

export function Roll() {
  const typed = useSignal(expected.value);
  const roll = rollCall.value;
  const names = (all: string[]) => <ul class="names">{all.map((name) => <li key={name}><bdi>{name}</bdi></li>)}</ul>;
  return (
    <details class="roll" open={roll !== null}>
      <summary>{t("对照名单：谁还没有报", "Who has not filed")}</summary>
      <label class="wide">{t("粘贴应报单位名单，每行一个（可写简称，也可写“全称=简称”）", "Paste the list, one body a line (short names will do)")}
        <textarea rows={5} value={typed.value} onInput={(event) => { typed.value = event.currentTarget.value; }} /></label>
      <p><button type="button" class="main" onClick={() => { expected.value = typed.value; void callRoll(); }}>{t("对照", "Compare")}</button></p>
      {roll && (
        <div role="status">
          <h3>{roll.missing.length ? t(`${roll.missing.length} 个单位还没有报`, `${roll.missing.length} have not filed`) : t("名单上的单位都报了", "All on the list have filed")}</h3>
          {names(roll.missing)}
          {roll.not_listed.length > 0 && <><h3>{t(`名单以外 ${roll.not_listed.length} 份`, `${roll.not_listed.length} not on the list`)}</h3>{names(roll.not_listed)}</>}
          {roll.twice.length > 0 && <><h3>{t("重复报送", "Filed more than once")}</h3><ul>{roll.twice.map((one) => <li key={one.organ}><bdi>{one.organ}</bdi>：{one.members.join("、")}{one.alike ? t("（数字相同）", " (same figures)") : t("（数字不同）", " (figures differ)")}</li>)}</ul></>}
          {roll.listed.some((one) => one.loosely) && <details><summary>{t("按简称认出的", "Told by a short name")}</summary><ul>{roll.listed.filter((one) => one.loosely).map((one) => <li key={one.listed}>{one.listed} → {one.members.join("、")}</li>)}</ul></details>}
        </div>
      )}
    </details>
  );
}
