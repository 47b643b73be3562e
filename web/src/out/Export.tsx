// Out: every format that the engine writes, each with what it is for. One that cannot be made does not stop the others.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { FormatInfo, Written } from "gongkai-engine";
import { engine, failed } from "../engine/client";
import { formats, section } from "../engine/facts";
import { check, findings, sound, unwritten } from "../state/checking";
import { content } from "../state/draft";
import { Dialog } from "../views/Dialog";
import { said, t } from "../words/language";
import { download } from "./downloading";
import { addFaceFiles, askForInstalled, canAsk, faceNames, faces, forgetFaces, loadFaces } from "./faces";
import { showExport } from "./showing";
import { Pick } from "../reading/Pick";

type Outcome = { name: string; notes: Written["notes"]; faces: Written["faces"] } | { fault: string };

export function Export() {
  const outcomes = useSignal<Record<string, Outcome>>({});
  const making = useSignal<string | null>(null);
  useEffect(() => { void loadFaces(); }, []);
  const now = content.value;
  if (!now) return null;
  const marks = Object.keys(now.marks).length;
  const errors = findings.value.filter((finding) => finding.severity === "error").length;
  const written = formats.value.filter((format) => format.written);

  const make = async (format: FormatInfo): Promise<void> => {
    making.value = format.key;
    // What was picked in another window is still on its way in this one.
    if (format.needs_fonts) await loadFaces();
    const hints = Object.entries(now.hints).map(([key, words]) => ({ key, text: words.zh }));
    const answer = await engine.call("write", sound(now.report).report, format.key, { not_read: Object.keys(now.marks), ...(format.for_filling_in ? { hints } : {}) });
    let outcome: Outcome;
    if (failed(answer)) outcome = { fault: said(answer.failed.message) + (answer.failed.help ? ` ${said(answer.failed.help)}` : "") };
    else {
      download(answer.name, answer.bytes, answer.media_type);
      outcome = { name: answer.name, notes: answer.notes, faces: answer.faces };
    }
    outcomes.value = { ...outcomes.value, [format.key]: outcome };
    making.value = null;
  };

  const close = (): void => { showExport.value = false; };
  return (
    <Dialog title={t("导出", "Save as")} onClose={close} wide>
      {marks > 0 && <p class="hint warning">{t(`有 ${marks} 格没有读出、还没有处理。导出的文件里这些格写着“未读出”。`, `${marks} cells were not read and are not settled. The file says 未读出 there.`)}</p>}
      {unwritten.value.length > 0 && <p class="hint warning">{t(`第 ${unwritten.value.map((key) => section(key)?.number).join("、")} 部分还没有写。`, `Parts ${unwritten.value.map((key) => section(key)?.number).join(", ")} are yet to be written.`)}</p>}
      {errors > 0 && <p class="hint error">{t(`还有 ${errors} 处错误。可以先导出留存，报送前请改正。`, `${errors} errors are left. You can save now; mend them before filing.`)}</p>}
      <table class="formats">
        <caption class="sr">{t("文件格式", "Formats")}</caption>
        <thead><tr><th scope="col">{t("格式", "Format")}</th><th scope="col">{t("用途", "For")}</th><td></td></tr></thead>
        <tbody>{written.map((format) => (
          <tr key={format.key}>
            <th scope="row">{said(format.name)}</th>
            <td>{said(format.purpose)}<Result of={outcomes.value[format.key]} /></td>
            <td><button type="button" data-format={format.key} disabled={making.value !== null} onClick={() => void make(format)} aria-label={t(`保存为 ${format.name.zh}`, `Save as ${format.name.en}`)}>
              {making.value === format.key ? t("正在生成…", "Making…") : t("保存", "Save")}</button></td>
          </tr>
        ))}
          {check.value?.acceptances && <tr><th scope="row">{t("保留理由记录", "Reasons kept")}</th><td>{t("与报告放在一起，下次检查仍然有效", "Beside the report, for the next check")}</td>
            <td><button type="button" onClick={() => download(`${now.report.organ.name || "报告"}.accepted.toml`, check.value?.acceptances ?? "", "text/plain")}>{t("保存", "Save")}</button></td></tr>}
          <tr><th scope="row">{t("打印", "Print")}</th><td>{t("按报送样式排在 A4 纸上，用本机已有字体；也可在打印窗口里另存为 PDF", "On A4 as filed, with this computer's faces; the print window can make a PDF too")}</td>
            <td><button type="button" onClick={() => { close(); setTimeout(print, 100); }}>{t("打印", "Print")}</button></td></tr>
        </tbody>
      </table>
      {written.some((format) => format.needs_fonts) && <Faces />}
    </Dialog>
  );
}

function Result({ of }: { of: Outcome | undefined }) {
  if (!of) return null;
  if ("fault" in of) return <p class="outcome error" role="alert">{of.fault}</p>;
  return (
    <div class="outcome" role="status">
      <p>✓ {t("已保存：", "Saved: ")}<bdi>{of.name}</bdi></p>
      {of.notes.length > 0 && <ul>{of.notes.map((note, at) => <li key={at}>{said(note.text)}</li>)}</ul>}
    </div>
  );
}

/** The faces that a PDF is set in. */
function Faces() {
  const found = faces.value;
  const without = found.filter((face) => face.found === null);
  // Opens by itself where something is missing, and never closes under the hand of whoever has just picked.
  const missing = without.length > 0 || found.length === 0;
  const open = useSignal(missing);
  useEffect(() => { if (missing) open.value = true; }, [missing]);
  return (
    <details class="faces" open={open.value} onToggle={(event) => { open.value = event.currentTarget.open; }}>
      <summary>{t("PDF 用的字体", "Faces for PDF")}{found.length > 0 && without.length === 0 ? t("：齐全", ": all there") : ""}</summary>
      <p>{t("PDF 要把字体放进文件里。本页不带字体，请使用本机的字体，或选一次字体文件（以后自动用）。字体不会离开这台电脑。", "A PDF holds its faces. Use those installed here, or choose font files once. They never leave this computer.")}</p>
      {found.length > 0 && <ul>{found.map((face) => <li key={face.role}>{said(face.name)}：{face.found === null ? t("还没有", "none yet") : face.substituted ? t(`用 ${face.found} 代替 ${face.wanted}`, `${face.found} for ${face.wanted}`) : face.found}</li>)}</ul>}
      <p class="buttons">
        {canAsk() && <button type="button" onClick={() => void askForInstalled()}>{t("使用本机字体", "Use installed faces")}</button>}
        <Pick many accept=".ttf,.otf,.ttc,.otc" onFiles={(files) => void addFaceFiles(files)}>{t("选择字体文件…", "Choose font files…")}</Pick>
        {faceNames.value.length > 0 && <button type="button" class="quiet" onClick={() => void forgetFaces()}>{t("不再保存这些字体", "Forget them")}</button>}
      </p>
    </details>
  );
}
