// A report counted from a register. What the register leaves open (which sheet, which column, what a word of the office's own
// means) is asked here and never guessed; the answers hold for this file.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Fault, RegisterQuestion, RegisterWord, Report, Table, Tallied } from "gongkai-engine";
import { engine, failed } from "../engine/client";
import { Pick } from "../reading/Pick";
import { said, t } from "../words/language";

type Answers = Omit<Table, "name" | "bytes">;

export function FromRegister({ year, onUse }: { year: number; onUse: (report: Report) => void }) {
  const file = useSignal<File | null>(null);
  const answers = useSignal<Answers>({});
  const made = useSignal<Tallied | null>(null);
  const fault = useSignal<Fault | null>(null);

  const count = async (): Promise<void> => {
    const chosen = file.value;
    if (!chosen) return;
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const answer = await engine.call("tally", { name: chosen.name, bytes, ...answers.value }, { year });
    if (chosen !== file.value) return;
    fault.value = failed(answer) ? answer.failed : null;
    made.value = failed(answer) ? null : answer;
  };
  const tell = (more: Answers): void => { answers.value = { ...answers.value, ...more }; void count(); };
  useEffect(() => { void count(); }, [year]);

  return (
    <>
      <Pick id="start-register" accept=".xlsx,.xls,.et,.csv,.docx,.doc,.wps,.rtf,.html,.htm" onFiles={([chosen]) => { if (chosen) { file.value = chosen; answers.value = {}; void count(); } }}>{t("选择台账…", "Choose a register…")}</Pick>
      {fault.value && <p class="hint error" role="alert">{said(fault.value.message)}{fault.value.help ? ` ${said(fault.value.help)}` : ""}</p>}
      {fault.value?.asks && <Asked asks={fault.value.asks} told={answers.value} onTell={tell} />}
      {made.value && <Counted made={made.value} told={answers.value} onTell={tell} onUse={onUse} />}
    </>
  );
}

function Asked({ asks, told, onTell }: { asks: RegisterQuestion; told: Answers; onTell: (more: Answers) => void }) {
  if (asks.about === "sheet") {
    return (
      <p class="buttons asked">
        <button type="button" class="main" onClick={() => onTell({ all_sheets: true })}>{t("合在一起统计", "Count them together")}</button>
        {asks.sheets.map((sheet) => <button type="button" key={sheet} onClick={() => onTell({ sheet })}>{t(`只用“${sheet}”`, `only “${sheet}”`)}</button>)}
      </p>
    );
  }
  return (
    <p class="asked"><label>{t(`哪一列是“${asks.column}”？`, `Which column is “${asks.column}”?`)}
      <select value="" onChange={(event) => onTell({ headings: { ...told.headings, [asks.column]: event.currentTarget.value } })}>
        <option value="">{t("请选择", "choose")}</option>
        {asks.headings.map((heading, at) => <option key={at} value={heading}>{heading}</option>)}
      </select>
    </label></p>
  );
}

function Counted({ made, told, onTell, onUse }: { made: Tallied; told: Answers; onTell: (more: Answers) => void; onUse: (report: Report) => void }) {
  const place = (line: Tallied["open"][number]) => t(`${line.sheet ? `“${line.sheet}”` : ""}第 ${line.line} 行`, `line ${line.line}${line.sheet ? ` of “${line.sheet}”` : ""}`);
  const lines = (title: string, all: Tallied["open"]) => all.length === 0 ? null : (
    <details><summary>{title}（{all.length}）</summary><ul>{all.slice(0, 100).map((line, at) => <li key={at}>{place(line)} {line.number}：{said(line.text)}</li>)}</ul></details>
  );
  return (
    <div role="status" class="tally">
      <p><b>{t(`统计了 ${made.counted.applications} 件申请`, `${made.counted.applications} applications counted`)}</b></p>
      {made.notes.map((note, at) => <p class="note" key={at}>{said(note)}</p>)}
      {lines(t("看不懂、没有计入的行", "Lines not understood"), made.refused)}
      {lines(t("结转下年度的", "Carried to next year"), made.open)}
      {lines(t("不属于本年度的", "Of other years"), made.outside)}
      {lines(t("超过期限的", "Beyond the time limit"), made.overruns)}
      {made.words.length > 0 && <Words words={made.words} onTell={(words) => onTell({ words: { ...told.words, ...words } })} />}
      {made.usable ? <p class="buttons"><button type="button" class="main" id="use-register" onClick={() => onUse(made.report)}>{t("用这些数开始", "Start with these")}</button></p>
        : made.words.length === 0 && <p class="hint error">{t("有看不懂的行，请改好台账后重新选择。", "Mend the lines above in the register and choose it again.")}</p>}
    </div>
  );
}

function Words({ words, onTell }: { words: RegisterWord[]; onTell: (words: Record<string, string>) => void }) {
  const chosen = useSignal<Record<string, string>>({});
  return (
    <form class="asked" onSubmit={(event) => { event.preventDefault(); onTell(chosen.value); }}>
      <p>{t("这些词表上没有，请指明各算哪一项：", "These words are none of the form's. Say what each is counted as:")}</p>
      <ul>
        {words.map((word) => (
          <li key={`${word.column} ${word.text}`}><label>{word.column}“{word.text}”{t(`（${word.lines} 行）`, ` (${word.lines} lines)`)}
            <select required value={chosen.value[word.text] ?? ""} onChange={(event) => { chosen.value = { ...chosen.value, [word.text]: event.currentTarget.value }; }}>
              <option value="">{t("请选择", "choose")}</option>
              {word.labels.map((label) => <option key={label} value={label}>{label}</option>)}
            </select>
          </label></li>
        ))}
      </ul>
      <p class="buttons"><button type="submit" class="main">{t("按这样统计", "Count them so")}</button></p>
    </form>
  );
}
