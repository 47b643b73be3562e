// What is more than a plain paragraph: shown as printed. A link says where it goes and is not followed.
import type { Part, Piece } from "gongkai-engine";
import { t } from "../words/language";
import { shown } from "./grouping";

type RichPart = Exclude<Part, string>;

export function Rich({ part, onRemove }: { part: RichPart; onRemove: (() => void) | null }) {
  const name = shown(part).slice(0, 20) || t("表格", "table");
  return (
    <div class="rich">
      <RichBody part={part} />
      {onRemove && <button type="button" class="quiet remove" onClick={onRemove} aria-label={t(`删去：${name}`, `Remove: ${name}`)}>{t("删去", "Remove")}</button>}
    </div>
  );
}

export function RichBody({ part }: { part: RichPart }) {
  if ("table" in part) return <SmallTable part={part} />;
  if ("heading" in part) {
    const body = part.pieces ? <Pieces pieces={part.pieces} /> : part.heading;
    return part.level === 1 ? <h2 class="found">{body}</h2> : part.level === 2 ? <h3>{body}</h3> : <h4>{body}</h4>;
  }
  return "pieces" in part ? <p class="para"><Pieces pieces={part.pieces ?? []} /></p> : null;
}

function Pieces({ pieces }: { pieces: Piece[] }) {
  return <>{pieces.map((piece, at) => {
    let text: preact.ComponentChildren = <bdi>{piece.text}</bdi>;
    if (piece.raised) text = <sup>{text}</sup>;
    if (piece.lowered) text = <sub>{text}</sub>;
    if (piece.bold) text = <b>{text}</b>;
    return piece.link ? <span key={at} class="link" title={piece.link}>{text}<bdi dir="ltr" class="address"> [{piece.link}]</bdi></span> : <span key={at}>{text}</span>;
  })}</>;
}

function SmallTable({ part }: { part: Extract<RichPart, { table: unknown }> }) {
  const { rows, cells } = part.table;
  return (
    <table class="small-table"><tbody>
      {Array.from({ length: rows }, (_, row) => (
        <tr key={row}>{cells.filter((cell) => cell.row === row).map((cell) => (
          <td key={cell.column} rowSpan={cell.row_span} colSpan={cell.column_span}>{cell.pieces ? <Pieces pieces={cell.pieces} /> : cell.text}</td>
        ))}</tr>
      ))}
    </tbody></table>
  );
}
