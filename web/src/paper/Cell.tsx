// One value cell: an input that behaves like a cell of a sheet.
import { useRef } from "preact/hooks";
import { memo } from "../words/memo";
import type { FormCell, FormTable } from "gongkai-engine";
import { change, endStep, withCells } from "../state/draft";
import { selected, typingIn } from "../state/typing";
import { t } from "../words/language";
import { cellId, neighbour, spread, type Way } from "./geometry";
import { block, isBlock, plainDigits } from "./pasting";
import { tell } from "../state/notices";

interface Props {
  table: FormTable;
  cell: FormCell;
  /** undefined: not stated. */
  text: string | undefined;
  trouble: "error" | "warning" | "info" | null;
  message: string | null;
  unread: "open" | "left" | null;
  last: string | null;
  computed: string | null;
  readOnly: boolean;
  narrow: boolean;
}

export const focusCell = (key: string): boolean => {
  const input = document.getElementById(cellId(key)) as HTMLInputElement | null;
  input?.focus();
  input?.scrollIntoView({ block: "nearest", inline: "nearest" });
  return input !== null;
};

export const Cell = memo(function Cell(props: Props) {
  const { table, cell, text, trouble, message, unread, last, computed, readOnly, narrow } = props;
  // "move": arrows go to other cells; "type": something was typed over; "edit": arrows move within the text.
  const mode = useRef<"move" | "type" | "edit">("move");
  const before = useRef<string | undefined>(undefined);
  const key = cell.key;
  const state = unread ? t("没有读出，待处理", "not read, to be settled") : text === undefined ? t("未填", "not filled in") : text === "" ? t("空白", "blank") : "";
  const name = [table.name.zh, ...cell.row_path, ...cell.column_path].join("，") + (state ? `（${state}）` : "");

  const state_ = (stated: string | null): void => change(t("填写", "fill in"), key, (now) => withCells(now, { [key]: stated }));

  const commit = (input: HTMLInputElement): void => {
    const plain = plainDigits(input.value.trim());
    if (text !== undefined && input.value !== "" && plain !== text) state_(plain);
    mode.current = "move";
    typingIn.value = null;
    endStep();
  };
  const step = (event: KeyboardEvent, way: Way): void => {
    event.preventDefault();
    const next = neighbour(table, key, way);
    if (next === key) (event.currentTarget as HTMLInputElement).select();
    else focusCell(next);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.altKey) return;
    const input = event.currentTarget as HTMLInputElement;
    const whole = event.ctrlKey || event.metaKey;
    const inside = mode.current === "edit";
    switch (event.key) {
      case "ArrowUp": return step(event, "up");
      case "ArrowDown": return step(event, "down");
      case "Enter": return step(event, event.shiftKey ? "up" : "down");
      case "ArrowLeft": if (!inside && !event.shiftKey) step(event, whole ? "row-first" : "left"); return;
      case "ArrowRight": if (!inside && !event.shiftKey) step(event, whole ? "row-last" : "right"); return;
      case "Home": if (!inside) step(event, whole ? "first" : "row-first"); return;
      case "End": if (!inside) step(event, whole ? "last" : "row-last"); return;
      case "F2":
        event.preventDefault();
        mode.current = inside ? "move" : "edit";
        if (mode.current === "edit") input.setSelectionRange(input.value.length, input.value.length);
        else input.select();
        return;
      case "Escape":
        if (typingIn.value === key) { event.preventDefault(); state_(before.current ?? null); typingIn.value = null; }
        mode.current = "move";
        requestAnimationFrame(() => input.select());
        return;
      case "Delete":
        if (inside || readOnly) return;
        event.preventDefault();
        endStep();
        state_(null);
        return;
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (readOnly || !isBlock(pasted)) return;
    event.preventDefault();
    const placed = spread(table, key, block(pasted));
    endStep();
    change(t("粘贴", "paste"), `paste-${key}`, (now) => withCells(now, Object.fromEntries([...placed].map(([to, value]) => [to, value === "" ? null : value]))));
    endStep();
    tell(t(`粘贴了 ${placed.size} 格`, `${placed.size} cells pasted`));
  };

  return (
    <>
      <input
        id={cellId(key)}
        class={`cell ${text === undefined ? "unset" : text === "" ? "blank" : ""} ${trouble ? `has-${trouble}` : ""} ${unread ? `unread-${unread}` : ""}`}
        data-key={key}
        value={text ?? ""}
        placeholder={unread ? "？" : text === "" ? t("空白", "blank") : ""}
        aria-label={name}
        aria-invalid={trouble === "error" ? "true" : undefined}
        aria-describedby={message ? `${cellId(key)}-said` : undefined}
        readOnly={readOnly}
        autocomplete="off"
        spellcheck={false}
        inputMode={narrow ? "decimal" : "text"}
        onFocus={(event) => {
          selected.value = key;
          before.current = text;
          mode.current = "move";
          (event.currentTarget as HTMLInputElement).select();
        }}
        onDblClick={() => { mode.current = "edit"; }}
        onInput={(event) => {
          if (mode.current === "move") mode.current = "type";
          typingIn.value = key;
          const typed = (event.currentTarget as HTMLInputElement).value;
          state_(typed === "" ? null : typed);
        }}
        onBlur={(event) => commit(event.currentTarget as HTMLInputElement)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      {message && <span id={`${cellId(key)}-said`} hidden>{message}</span>}
      {last !== null && <span class="last" aria-hidden="true">{t("去年", "last")} {last || "—"}</span>}
      {computed !== null && computed !== text && !readOnly && (
        <button type="button" class={`adopt ${text === undefined ? "" : "differs"}`} tabIndex={-1}
          title={t(`算得 ${computed}，点击采用`, `The others make ${computed}: take it over`)}
          aria-label={t(`采用算得的 ${computed}：${cell.name}`, `Take over ${computed}: ${cell.name}`)}
          onClick={() => adopt({ [key]: computed })}>
          ={computed}
        </button>
      )}
    </>
  );
});

/** Takes computed totals over, as one step. */
export function adopt(cells: Record<string, string>): void {
  endStep();
  change(t("采用", "take over"), Object.keys(cells)[0] ?? "", (now) => withCells(now, cells));
  endStep();
}
