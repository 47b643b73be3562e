// A block of cells as Excel and WPS put it on the clipboard: tabs between cells, quotation marks around cells with line breaks.

export function block(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  for (let at = 0; at < source.length; at++) {
    const c = source[at] ?? "";
    if (quoted) {
      if (c !== '"') cell += c;
      else if (source[at + 1] === '"') { cell += '"'; at++; }
      else quoted = false;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === "\t") { rows[rows.length - 1]?.push(cell); cell = ""; }
    else if (c === "\n") { rows[rows.length - 1]?.push(cell); cell = ""; rows.push([]); }
    else cell += c;
  }
  rows[rows.length - 1]?.push(cell);
  return rows.map((row) => row.map((value) => plainDigits(value.replace(/\s*\n\s*/g, " ").trim())));
}

export const isBlock = (text: string): boolean => /[\t\n]/.test(text.replace(/[\r\n]+$/, ""));

/** Digits of full width, as an input method types them, when the whole is one number. */
export function plainDigits(text: string): string {
  return /^[０-９．，－＋\d.,+-]+$/.test(text) && /[０-９]/.test(text)
    ? text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    : text;
}
