/**
 * The engine: gongkai compiled to WebAssembly (crates/gongkai-wasm), for pages, Node and bundlers.
 *
 * - All values are plain JSON (snake_case keys as in `gongkai … --format json`), but files, which are Uint8Array.
 * - Every message is in both languages: `{zh, en}`; nothing has to be asked again when the language is switched.
 * - Nothing throws. What fails is a `Failure`: `"failed" in answer`. A panic or an exhausted memory inside is a Failure of
 *   kind "internal"; the engine has then already been started anew and the next call works.
 * - Every call is synchronous and about one report or file (but compare/consolidate/overview). Batches call file by file, so that progress and
 *   cancelling lie with the worker: cancelling between calls, or by ending the worker.
 * - The engine keeps no state but the fonts of `use_fonts`. No clock, no random, no network: the same input gives the same answer.
 */

// ---------------------------------------------------------------- words

export interface Words { zh: string; en: string }

export type TableKey = "disclosure" | "applications" | "disputes";
export type SectionKey = "overview" | "disclosure" | "applications" | "disputes" | "problems" | "other_matters";
/** Where prose stands: a section, or what comes before section 一. */
export type ProseKey = SectionKey | "preamble";
export type EditionName = "2019" | "2021" | (string & {});
/** `applications.received.total`: table, row, column. */
export type CellKey = string;
export type LevelKey = "township" | "county_department" | "county" | "prefecture_department" | "prefecture" | "provincial_department" | "province" | "ministry";
export type Severity = "error" | "warning" | "info";

/** What went wrong, as a value. */
export interface Failure { failed: Fault }
export interface Fault {
  /** Stable name: "empty", "damaged", "encrypted", "too_large", "unknown_format", "other_format", "not_a_report", "not_written", "no_font", "style", "policy", "input", "internal", … */
  kind: string;
  message: Words;
  /** How to mend it, where it can be said. */
  help: Words | null;
  position: Place | null;
  /** What may be answered so that it goes on. */
  asks?: RegisterQuestion;
}
/** What a register leaves open: answered in `Table.sheet`, `Table.all_sheets` or `Table.headings`. */
export type RegisterQuestion =
  | { about: "sheet"; sheets: string[] }
  | { about: "column"; column: string; headings: string[] };

/** Where something stands in a source file; every part counts from 1 and is there only when known. */
export interface Place {
  /** The cell of a workbook as a person sees it: `表三!D6`. */
  cell?: string;
  page?: number; line?: number; column?: number; paragraph?: number;
  table?: number; table_row?: number; table_column?: number;
}

// ---------------------------------------------------------------- version, formats

export interface Version { engine: string; /** Of the shapes in this file; another number may mean other keys. */ wire: number }

export interface FormatInfo {
  /** "docx", "xlsx", "pdf", "html", "txt", "md", "toml", "json", … Formats appear here by themselves as the library comes to know them. */
  key: string;
  /** As people call it: Word（.docx）. */
  name: Words;
  /** Without the dot; the first is the one to write. */
  extensions: string[];
  media_type: string;
  read: boolean;
  written: boolean;
  /** What a written file is for: 报送、公示、存档、下年继续用. null where it is not written. */
  purpose: Words | null;
  /** Whether writing it takes faces from `use_fonts`. */
  needs_fonts: boolean;
  /** Whether a report can be typed into such a file and read back (xlsx, toml). */
  for_filling_in: boolean;
}

// ---------------------------------------------------------------- the form

export interface Forms {
  /** Oldest first; the last is the present one. */
  editions: Form[];
  sections: SectionInfo[];
  levels: { key: LevelKey; name: Words }[];
  /** The years a report may be for. */
  years: { first: number; last: number };
}
export interface Form {
  edition: EditionName;
  /** 国办公开办函〔2021〕30号 */
  document: string;
  /** The years that it governs; to is null for the present one. */
  from: number; to: number | null;
  tables: FormTable[];
}
export interface FormTable {
  key: TableKey;
  /** 表二 */
  name: Words;
  section: SectionKey;
  /** 二、主动公开政府信息情况 */
  heading: string;
  rows: number; columns: number;
  /** How many of the rows are head rows, repeated over pages. */
  head_rows: number;
  /** Of the columns, in twips (1/1440 inch), as the Word version prints them; their sum is the table's width. */
  widths: number[];
  /** Every printed cell at its upper left corner, row by row: lay the table out with these. */
  grid: GridCell[];
  /** Every value cell in reading order. */
  cells: FormCell[];
  sums: FormSum[];
}
export interface GridCell {
  /** From 0. */
  row: number; column: number;
  row_span: number; column_span: number;
  /** head: a label of the head or of a block (th scope=col/colgroup); label: of a row (th scope=row/rowgroup); value: to be filled in. */
  kind: "head" | "label" | "value";
  /** The printed label; null for a value. */
  text: string | null;
  /** The cell's key; null for a label. */
  key: CellKey | null;
}
export interface FormCell {
  key: CellKey;
  table: TableKey; row_key: string; column_key: string;
  /** count: whole, ≥ 0; signed_count: whole; amounts: ≥ 0, decimals allowed. */
  kind: "count" | "signed_count" | "amount_10k_yuan" | "amount_unit_not_printed";
  /** Its full printed name: 表三“（一）予以公开”行“自然人”列 */
  name: string;
  /** The printed labels from the outermost in. */
  row_path: string[]; column_path: string[];
  /** Its place in the grid, from 0. */
  row: number; column: number;
  /** Whether it is the total of a sum. */
  total: boolean;
}
/** left cells together = right cells together. */
export interface FormSum {
  equation: "balance" | "outcomes" | "applicants" | "disputes";
  rule: string;
  left: CellKey[]; right: CellKey[];
  /** The one cell that the others make; null for the balance (一＋二＝三＋四). */
  total: CellKey | null;
}
export interface SectionInfo {
  key: SectionKey;
  number: string;   // 一
  title: string;    // 总体情况
  heading: string;  // 一、总体情况
  table: TableKey | null;
  /** What belongs there. */
  prompt: Words | null;
  /** What it must treat, as a check list (the five of section 一; problems and improvements of 五; the fee of 六). */
  topics: { key: string; name: Words }[];
  /** About how many characters at most; null where the format sets none. */
  characters: number | null;
}

// ---------------------------------------------------------------- a report

/**
 * What one organ states for one year. Cells are the printed text: "12", "", "—", "22（其中修订16件）". "" is a blank; a cell that
 * is missing is not stated (not read / not yet typed), which is neither blank nor 0.
 * The page may keep this as its model, change it freely and hand it back.
 */
export interface Report {
  organ: { name: string; level: LevelKey | null };
  year: number | null;
  /** As published; null: composed of organ and year (see Opened.full_title). */
  title: string | null;
  /** 2024-01-22 */
  published: string | null;
  /** Edition of each table; real reports mix them. */
  editions: Record<TableKey, EditionName>;
  cells: Record<CellKey, string>;
  preamble: Part[];
  sections: Record<SectionKey, Part[]>;
  /** Below the text (署名、成文日期), as printed. */
  signature: { organ: string | null; date: string | null };
  /** First-level headings as published, in order; empty for a report typed here. */
  headings: { printed: string; section: SectionKey | null; position?: Place }[];
}
/** A paragraph is a string when it is plain; else its pieces. */
export type Part =
  | string
  | { pieces: Piece[] }
  | { heading: string; level: 1 | 2 | 3; pieces?: Piece[] }
  | { table: NarrativeTable }
  /** Where the section's own table stands when paragraphs follow it. */
  | { form_table: true };
export interface Piece { text: string; bold?: boolean; raised?: boolean; lowered?: boolean; link?: string }
export interface NarrativeTable { rows: number; columns: number; cells: { row: number; column: number; row_span: number; column_span: number; text: string; pieces?: Piece[] }[] }

// ---------------------------------------------------------------- open

export interface OpenOptions {
  /** Format key, where neither the name nor the content should decide. */
  format?: string;
  /** Of a workbook, this sheet alone. */
  sheet?: string;
}
export interface Opened {
  name: string;
  format: string;
  report: Report;
  full_title: string;
  receipt: Receipt;
  /** Where cells and paragraphs came from; hand it back to `check` so that findings have places. */
  provenance: Provenance;
  /** SHA-256 of the bytes, in hex; two files with the same are the same. */
  digest: string;
}
export interface Receipt {
  complete: boolean;
  /** Whether something of the report is not in what was read. */
  lossy: boolean;
  read: number; expected: number;
  editions: Partial<Record<TableKey, EditionName>>;
  sections: { section: SectionKey; printed: string; position: Place }[];
  unread: { key: CellKey; name: string; reason: string; why: Words; printed: string | null }[];
  inferred: { key: CellKey; name: string; printed: string; value: string; why: Words }[];
  variants: { printed: string; expected: string; position: Place }[];
  ignored: { begins: string; size: [number, number]; position: Place }[];
  unplaced: { printed: string; position: Place }[];
  by_order: { table: TableKey; row: string; position: Place }[];
  restated: { table: TableKey; cells: number; position: Place }[];
  remarks: { kind: string; words: Words; loss: boolean; detail: Words; position: Place }[];
}
export interface Provenance {
  cells: Record<CellKey, Place>;
  paragraphs: Partial<Record<SectionKey, Place[]>>;
  title: Place;
  sheets: string[];
}

// ---------------------------------------------------------------- check

export interface CheckOptions {
  /** Of `open`, for a report that was opened (label variants, places). Leave out for one typed here. */
  receipt?: Receipt; provenance?: Provenance;
  previous?: Report;
  children?: { name: string; report: Report }[];
  /** Names of those who must have filed, one each, `某县发展和改革局=发改局`. */
  expected?: string[];
  /** Text of a gongkai.toml. */
  policy?: string;
  /** Text of an .accepted.toml. */
  accepted?: string;
  /** Accepted now. */
  accept?: { fingerprint: string; reason: string; by?: string; at?: string }[];
  /** The report's file, which tells acceptances apart where it states no organ or year. */
  file?: string;
  preview?: boolean;
}

export interface Check {
  verdict: "pass" | "pass_with_remarks" | "errors";
  counts: { error: number; warning: number; info: number; accepted: number; undecided: number };
  /** Gravest first. */
  findings: Finding[];
  accepted: { reason: string; by: string | null; at: string | null; finding: Omit<Finding, "title" | "maturity" | "basis" | "spans"> }[];
  diagnoses: Diagnosis[];
  /** What no rule could decide, with reasons. */
  undecided: { rule: string; title: Words; reason: Words; count: number; sentences: { section: ProseKey; text: string; spans: Span[] }[] }[];
  rules: RuleAnswer[];
  switched_off: string[];
  /** Why `previous` is not compared (another body's), where it is not. */
  previous_refused: Words | null;
  /** The live check lists of the sections. */
  prose: { section: SectionKey; characters: number; most: number | null; topics: { key: string; treated: boolean }[] }[];
  /** The .accepted.toml with what is accepted now, to be saved beside the report; null where nothing is. */
  acceptances: string | null;
}
export interface Finding {
  rule: string;                 // GK103, LOCAL-…
  title: Words;
  severity: Severity;
  maturity: "stable" | "preview" | null;
  basis: "law" | "sum" | "practice" | null;
  message: Words;
  /** The one to look at first in front. */
  cells: { key: CellKey; name: string; printed: string | null; position: Place | null }[];
  section: SectionKey | null;
  /** The words concerned, as printed. */
  excerpt: string | null;
  /** Where these words stand in the Report that was handed in: mark these. */
  spans: Span[];
  sides: { left: number | string; right: number | string; difference: number | string } | null;
  clause: Words | null;
  help: Words | null;
  notes: Words[];
  position: Place | null;
  /** The same as long as rule, place and values are. */
  fingerprint: string;
}
/** start..end of a part's text in UTF-16 units, as JavaScript counts. */
export interface Span { section: ProseKey; part: number; start: number; end: number }
export interface Diagnosis {
  message: Words;
  /** Fingerprints of the findings that it explains. */
  findings: string[];
  size: number | null;
  found: number;
  /** Each is one way to mend all of them: set every cell to its `to` (printed text, ready for Report.cells). */
  alternatives: { cell: { key: CellKey; name: string; printed: string | null; position: Place | null }; from: number | string; to: number | string | null }[][];
}
export interface RuleAnswer {
  rule: string; title: Words; maturity: "stable" | "preview" | null; limits: Words | null;
  status: "holds" | "holds_in_part" | "does_not_hold" | "cannot_be_assessed" | "not_applicable";
  assessed: number; failed: number;
  reasons: { reason: Words; count: number; sentences: { section: SectionKey | null; text: string; position: Place | null }[] }[];
}

// ---------------------------------------------------------------- sums, new, draft

/** What the other cells of its sums make of a total cell. */
export interface Total {
  key: CellKey;
  stated: string | null;
  /** One for each sum that the cell is the total of. */
  by: {
    equation: FormSum["equation"]; rule: string; right: CellKey[];
    /** As printed text; null when it cannot be said. */
    computed: string | null;
    /** Why it cannot: cells that are blank, not stated or no numbers. */
    missing: CellKey[];
  }[];
  /** The one value that all its sums agree on, to stand beside the cell with 采用; null where there is none. */
  computed: string | null;
  agrees: boolean | null;
}

export interface Drafted {
  report: Report;
  full_title: string;
  /** Cells filled from last year's, each with its source. */
  filled: { key: CellKey; from: CellKey; text: Words }[];
  /** What last year's says that helps without settling. */
  prompts: { key: CellKey; text: Words }[];
}

// ---------------------------------------------------------------- write

export interface WriteOptions {
  /** Text of a house-style TOML. */
  style?: string;
  /** Beside cells of formats to fill in (xlsx, toml). */
  hints?: { key: CellKey; text: string }[];
  /** Cells that were not read, and for which the report states nothing: files for people say 未读出 there. */
  not_read?: CellKey[];
  /** A toml to fill in, with every key and prompt. */
  to_fill_in?: boolean;
}
export interface Written {
  /** Proposed file name. */
  name: string;
  media_type: string;
  bytes: Uint8Array;
  /** What the format could not hold, and other notes: a substituted face, a character that no face has. */
  notes: { loss: boolean; text: Words }[];
  /** The faces that the file was set with (PDF). */
  faces: FaceFound[];
}
export interface FaceFound {
  role: string; name: Words;
  wanted: string;
  /** Family that plays the role; null when none was found. */
  found: string | null;
  substituted: boolean;
}

// ---------------------------------------------------------------- tally

export interface Table { name: string; bytes: Uint8Array; sheet?: string; /** Count all sheets that are registers, where no single one is named. */ all_sheets?: boolean; /** COLUMN → heading of the register's own */ headings?: Record<string, string>; /** own word → label */ words?: Record<string, string> }
export interface TallyOptions {
  year: number;
  disputes?: Table;
  /** Text of a holidays file. */
  calendar?: string;
  /** State the counts in this report and keep the rest; else a new one. */
  into?: Report;
  organ?: { name: string; level: LevelKey | null };
  skip_bad?: boolean;
}
export interface Tallied {
  report: Report;
  counted: { applications: number; disputes: number | null };
  /** Nothing is counted of these lines. With any of them and without skip_bad, the report is not to be used: `usable` is false. */
  refused: RegisterLine[];
  /** The words of those lines that are none of the form's: say what each means in `Table.words`. */
  words: RegisterWord[];
  usable: boolean;
  open: RegisterLine[];
  outside: RegisterLine[];
  overruns: RegisterLine[];
  notes: Words[];
  changed: { key: CellKey; name: string; from: string; to: string }[];
}
export interface RegisterLine { register: "applications" | "disputes"; line: number; /** Where the register has several. */ sheet?: string; number: string; text: Words }
export interface RegisterWord { register: "applications" | "disputes"; column: string; text: string; /** On how many lines it stands. */ lines: number; /** Labels of the form that it may mean. */ labels: string[] }

// ---------------------------------------------------------------- compare

export interface Comparison {
  reports: string[];
  series: {
    key: CellKey; name: string;
    stated: { kind: "printed" | "not_read" | "not_in_form"; printed?: string }[];
    numbers: (number | string | null)[];
    /** From each report to the next. */
    changes: ({ kind: "same" } | { kind: "wording" } | { kind: "number"; difference: number | string; percent: number | string | null })[];
  }[];
  prose: { report: number; section: SectionKey | null; changes: ({ kind: "added"; text: string } | { kind: "removed"; text: string } | { kind: "changed"; pieces: { kind: "kept" | "removed" | "added"; text: string }[] })[] }[];
  carried: { report: number; outcomes: RuleAnswer[]; findings: Omit<Finding, "title" | "maturity" | "basis" | "spans">[] }[];
  cautions: { kind: string; text: Words; report?: string; table?: TableKey; earlier?: string; later?: string; cells?: number }[];
}

// ---------------------------------------------------------------- consolidate, overview

export interface ConsolidateOptions {
  organ: { name: string; level: LevelKey | null };
  /** By default the year that all share. */
  year?: number;
  /** The name of the member that is the organ's own report. */
  own?: string;
  expected?: string[];
  unreadable?: { name: string; why: string }[];
  /** Write what is missing into section 六 of the report. */
  record_problems?: boolean;
}
export interface Consolidated {
  report: Report;
  complete: boolean;
  members: string[];
  problems: { kind: string; members: string[]; text: Words }[];
  remarks: { kind: string; members: string[]; text: Words }[];
  filings: { name: string; file: string | null; state: "filed" | "left_out" | "missing" | "unreadable" | "not_expected"; words: Words; failing_sums: number }[];
  contributions: { key: CellKey; name: string; stated: (string | null)[]; sum: number | string | null }[];
}

/** A row of the overview of a folder: one file. */
export interface OverviewRow {
  name: string; organ: string | null; year: number | null;
  verdict: "pass" | "pass_with_remarks" | "errors" | "unreadable";
  error: string | null;
  cells_read: number; cells_expected: number;
  errors: number; warnings: number; infos: number; accepted: number;
}

// ---------------------------------------------------------------- rules

export interface RuleInfo {
  rule: string; name: string; title: Words; basis: "law" | "sum" | "practice"; severity: Severity; maturity: "stable" | "preview";
  clause: Words; editions: EditionName[];
  what: Words; why: Words; example: Words; limits: Words; mend: Words;
}

// ---------------------------------------------------------------- the engine

export interface CellRead { kind: "number" | "blank" | "dash" | "not_applicable" | "text"; value: number | string | null; note: string | null; printed: string }

export interface Engine {
  version(): Version;
  forms(): Forms;
  formats(): FormatInfo[];
  rules(): RuleInfo[];
  explain(rule: string): RuleInfo | Failure;

  open(name: string, bytes: Uint8Array, options?: OpenOptions): Opened | Failure;
  check(report: Report, options?: CheckOptions): Check | Failure;
  /** What texts would be as cells. */
  cells(texts: string[]): CellRead[];
  /** Names, without extensions, as every system takes them in one folder: no two alike, in the order given. */
  file_names(names: string[]): string[];
  sums(report: Report): Total[] | Failure;

  /** An empty report; cells are not stated (not yet typed). */
  create(organ: { name: string; level: LevelKey | null }, year: number): Drafted | Failure;
  /** The report of the year after. */
  draft(previous: Report): Drafted | Failure;
  tally(register: Table, options: TallyOptions): Tallied | Failure;

  /** Faces for PDF: whole font files (ttf, otf, ttc). Replaces those given before. Answers what plays each role. Kept over restarts. */
  use_fonts(fonts: Uint8Array[], style?: string): FaceFound[] | Failure;
  write(report: Report, format: string, options?: WriteOptions): Written | Failure;

  compare(reports: Report[]): Comparison | Failure;
  comparison_workbook(reports: Report[]): Written | Failure;
  consolidate(members: { name: string; report: Report }[], options: ConsolidateOptions): Consolidated | Failure;
  contributions_workbook(members: { name: string; report: Report }[], options: ConsolidateOptions): Written | Failure;
  overview_workbook(rows: OverviewRow[], language: "zh" | "en"): Written | Failure;

  /** How often the engine had to be started anew since it was made. */
  readonly restarts: number;
}

/**
 * Makes an engine of the compiled module or its bytes. In a worker: `make(bytes)`; synchronous after that.
 * import { make } from "gongkai-engine";
 */
export function make(wasm: BufferSource | WebAssembly.Module): Promise<Engine>;
/** The same at once, where that is allowed: in a worker and in Node. */
export function makeSync(wasm: BufferSource | WebAssembly.Module): Engine;
