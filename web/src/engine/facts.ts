// What the engine knows once and for all: the forms, the formats. Asked once, then at hand everywhere.
import { signal } from "@preact/signals";
import type { Form, FormatInfo, FormCell, Forms, FormTable, Report, SectionInfo, SectionKey, TableKey } from "gongkai-engine";
import { engine, failed } from "./client";

export const forms = signal<Forms | null>(null);
export const formats = signal<FormatInfo[]>([]);
export const engineTrouble = signal<string | null>(null);

export async function learn(): Promise<void> {
  const [form, format] = await Promise.all([engine.call("forms"), engine.call("formats")]);
  if (failed(form)) { engineTrouble.value = form.failed.message.zh; return; }
  forms.value = form;
  formats.value = failed(format) ? [] : format;
}

export const TABLES: TableKey[] = ["disclosure", "applications", "disputes"];
export const SECTIONS: SectionKey[] = ["overview", "disclosure", "applications", "disputes", "problems", "other_matters"];

export function formOf(report: Report, table: TableKey): FormTable | null {
  const form = edition(report.editions[table]);
  return form?.tables.find((one) => one.key === table) ?? null;
}

function edition(name: string): Form | null {
  const all = forms.value?.editions ?? [];
  return all.find((form) => form.edition === name) ?? all[all.length - 1] ?? null;
}

export const section = (key: SectionKey): SectionInfo | null => forms.value?.sections.find((one) => one.key === key) ?? null;

const cells = new WeakMap<FormTable, Map<string, FormCell>>();
/** The form's cell of a key. */
export function formCell(table: FormTable, key: string): FormCell | undefined {
  let known = cells.get(table);
  if (!known) cells.set(table, (known = new Map(table.cells.map((cell) => [cell.key, cell]))));
  return known.get(key);
}

export const tableOf = (key: string): TableKey => key.split(".", 1)[0] as TableKey;
