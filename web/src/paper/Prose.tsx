// The text of a section: fields for plain paragraphs, and what is more than plain as it is printed.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Finding, Part, ProseKey, TableKey } from "gongkai-engine";
import { findings } from "../state/checking";
import { change, content, endStep, partsOf, readOnly, withParts } from "../state/draft";
import { t } from "../words/language";
import { FormTable } from "./FormTable";
import { groups, retyped, type Group } from "./grouping";
import { Rich } from "./Rich";

type TextGroup = Extract<Group, { kind: "text" }>;
interface Marked { start: number; end: number; severity: string }

export const fieldId = (where: ProseKey, start: number): string => `text-${where}-${start}`;

export function Prose({ where, name, table, hint }: { where: ProseKey; name: string; table: TableKey | null; hint: string }) {
  const now = content.value;
  if (!now) return null;
  const parts = partsOf(now.report, where);
  const found = groups(parts, table !== null);
  const tableAt = found.findIndex((group) => group.kind === "form");
  const put = (next: Part[]): void => change(t("填写文字", "type text"), `text-${where}`, (was) => withParts(was, where, next));
  return (
    <>
      {found.map((group, index) => {
        if (group.kind === "form") return table && <FormTable key="form" table={table} />;
        if (group.kind === "part") return <Rich key={`part-${index}`} part={group.part} onRemove={readOnly.value ? null : () => { endStep(); put(parts.filter((_, at) => at !== group.start)); endStep(); }} />;
        const after = tableAt >= 0 && index > tableAt;
        const between = table === null && group.text === "" && parts.length > 0 && found.some((one) => one.kind === "part");
        const slim = between || (table !== null && group.text === "");
        if (slim && readOnly.value) return null;
        const spans = marked(findings.value, where, parts, group);
        return (
          <Field key={`text-${index}`} id={fieldId(where, index)} where={where} start={group.start} text={group.text} spans={spans} slim={slim}
            name={table === null ? name : after ? t(`${name}：表格后的文字`, `${name}: text after the table`) : t(`${name}：表格前的文字`, `${name}: text before the table`)}
            hint={between ? t("在这里加文字", "Add text here") : slim ? (after ? t("表格后的文字（没有可留空）", "Text after the table (may stay empty)") : t("表格前的文字（没有可留空）", "Text before the table (may stay empty)")) : hint}
            onText={(typed) => put(retyped(parts, group, typed, after))} />
        );
      })}
    </>
  );
}

/** The words that findings are about, as places within one field. */
function marked(all: Finding[], where: ProseKey, parts: Part[], group: TextGroup): Marked[] {
  const spans: Marked[] = [];
  for (const { severity, spans: places } of all) {
    for (const { section, part, start, end } of places) {
      if (section !== where || part < group.start || part >= group.start + group.count) continue;
      let before = 0;
      for (let at = group.start; at < part; at++) before += String(parts[at]).length + 1;
      spans.push({ start: before + start, end: before + end, severity });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

interface FieldProps {
  id: string; where: ProseKey; start: number; text: string; spans: Marked[]; slim: boolean; name: string; hint: string;
  onText: (typed: string) => void;
}

/** A field as high as its text, with the words that findings are about marked behind it. */
function Field({ id, where, start, text, spans, slim, name, hint, onText }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const back = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const fit = (): void => {
      if (field.current && back.current) field.current.style.height = `${Math.max(back.current.offsetHeight, slim ? 0 : 84)}px`;
    };
    fit();
    if (!back.current || typeof ResizeObserver === "undefined") return;
    const watch = new ResizeObserver(fit);
    watch.observe(back.current);
    return () => watch.disconnect();
  }, [slim]);
  return (
    <div class={`field ${slim ? "slim" : ""}`}>
      <div class="behind" ref={back} aria-hidden="true">{behind(text, spans)}{"\u200b"}</div>
      <textarea ref={field} id={id} aria-label={name} placeholder={hint} value={text} rows={1} spellcheck={false}
        data-where={where} data-start={start} readOnly={readOnly.value}
        onFocus={endStep} onBlur={endStep}
        onInput={(event) => onText((event.currentTarget as HTMLTextAreaElement).value)} />
    </div>
  );
}

function behind(text: string, spans: Marked[]) {
  const out: preact.ComponentChildren[] = [];
  let at = 0;
  for (const { start, end, severity } of spans) {
    if (start < at || end > text.length || end <= start) continue;
    out.push(text.slice(at, start), <mark class={severity}>{text.slice(start, end)}</mark>);
    at = end;
  }
  out.push(text.slice(at));
  return out;
}
