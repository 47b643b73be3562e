// Chinese or English. Every text of the page is written in both where it is used, so neither can be missing.
import { effect, signal } from "@preact/signals";
import type { Words } from "gongkai-engine";

export type Language = "zh" | "en";
const KEPT = "gongkai.language";

function first(): Language {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept === "zh" || kept === "en") return kept;
  } catch { /* storage is forbidden: said elsewhere */ }
  return navigator.language.startsWith("en") ? "en" : "zh";
}

export const language = signal<Language>(first());

effect(() => {
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
  try { localStorage.setItem(KEPT, language.value); } catch { /* as above */ }
});

export const t = (zh: string, en: string): string => (language.value === "zh" ? zh : en);
export const said = (words: Words | null | undefined): string => (words ? words[language.value] : "");

const tables: Record<string, string> = { 表二: "Table two", 表三: "Table three", 表四: "Table four" };
/** The form's own labels stay Chinese, as they are printed; the table's number is said in the reader's language. */
export const tableName = (words: Words): string => (language.value === "zh" ? words.zh : tables[words.zh] ?? words.en);
