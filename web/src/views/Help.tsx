// The help page: what can be done, and with which keys.
import { restarts } from "../engine/client";
import { formats } from "../engine/facts";
import { go } from "../state/view";
import { said, t } from "../words/language";
import { openExample } from "./example";

export function Help() {
  const read = formats.value.filter((format) => format.read).map((format) => said(format.name)).join(t("、", ", "));
  const keys: [string, string][] = [
    ["↑ ↓ ← →", t("在表格里移动", "move in a table")],
    [t("回车", "Enter"), t("下一行；Shift+回车上一行", "down; with Shift up")],
    ["Tab", t("右边一格", "right")],
    ["F2", t("修改单元格里的一部分", "edit within the cell")],
    ["Delete", t("清掉，回到“未填”", "clear: not filled in")],
    ["Esc", t("恢复原来的内容", "take back what was typed")],
    ["Ctrl+V", t("粘贴从 Excel、WPS 复制的一块", "paste a block from Excel or WPS")],
    ["Alt+=", t("采用算得的总计", "take the computed total over")],
    ["F8", t("下一处问题；Shift+F8 上一处", "next finding; with Shift the one before")],
    ["F6", t("在各部分、正文、检查结果之间切换", "go between sections, report and findings")],
    ["Ctrl+Z / Ctrl+Y", t("撤销、重做，包括采用和打开文件", "undo, redo: taking over and opening files too")],
    ["Ctrl+S / Ctrl+P", t("导出、打印", "save as, print")],
  ];
  return (
    <main class="help" id="main" tabIndex={-1}>
      <header class="folder-head"><button type="button" class="home" onClick={() => go("home")}>{t("‹ 首页", "‹ Home")}</button><h1>{t("使用说明", "Help")}</h1></header>
      <h2>{t("写一份报告", "Write a report")}</h2>
      <ol>
        <li>{t("有去年的报告，就从去年的报告开始：上年结转自动带过来，去年的数在每格旁边。", "Start from last year's report where you have one: what was carried over comes by itself, last year's figures stand beside yours.")}</li>
        <li>{t("在纸面上直接填。没有的填 0；右下角的“未填的都填 0”一次填完。合计旁边灰色的数是各项相加的结果，点它才采用。", "Fill in the paper itself. The grey number beside a total is what the parts make; it is taken over only when you click it.")}</li>
        <li>{t("右边列出不对的地方，点一下就到那一格。“改为”按钮一次改好，可以撤销。", "What does not hold is listed on the right; a click goes there. What would mend it is one button, and can be undone.")}</li>
        <li>{t("写好后点“导出”：Word 报送，PDF 公布，Excel 或 TOML 留到明年。", "Then save: Word to file, PDF to publish, Excel or TOML for next year.")}</li>
      </ol>
      <p><button type="button" onClick={() => void openExample()}>{t("看一个填好的例子（里面有一处合计不对）", "Open a worked example (one of its totals is wrong)")}</button></p>
      <h2>{t("检查一份报告", "Check a report")}</h2>
      <p>{t("把文件拖进来。读不准的格子标“？”，不会当作 0：请对照原文填上、确认为空白，或保留标记。核实无误、确需保留的问题，写明理由后不再提。", "Drop a file. A cell that could not be read for certain carries a “?” and is never taken for 0: type it, confirm that it is blank, or leave it marked. What was found but is right can be kept with a reason.")}</p>
      <p>{t("能读的格式：", "Formats read: ")}{read}{t("。扫描件和图片里的字读不出来。", ". Words in scans and pictures cannot be read.")}</p>
      <h2>{t("审核一批报告", "Review a folder")}</h2>
      <p>{t("把文件夹拖进来，问题多的排在前面。标“退回”或“通过”，粘贴名单看谁没有报，“汇总数据”逐格相加，审核意见每个单位一份打成一个压缩包。", "Drop a folder; the worst come first. Mark each as returned or passed, paste a list to see who has not filed, add all figures up, and save each body's list of faults in one archive.")}</p>
      <h2>{t("未填、空白、“/”和 0", "Not filled in, blank, “/” and 0")}</h2>
      <p>{t("四种情况各不相同。没填过的格有虚线；确认没有内容的格写“空白”；“/”和 0 照您填的印。程序不会把一种变成另一种。", "These are four different things. A cell not filled in has a dotted line; one that is blank on purpose says so; “/” and 0 print as typed. None is ever turned into another.")}</p>
      <h2>{t("键盘", "Keys")}</h2>
      <table class="list keys"><thead><tr><th scope="col">{t("按键", "Key")}</th><th scope="col">{t("作用", "Does")}</th></tr></thead><tbody>{keys.map(([key, does]) => <tr key={key}><th scope="row"><kbd>{key}</kbd></th><td>{does}</td></tr>)}</tbody></table>
      <h2>{t("内容放在哪里", "Where things are kept")}</h2>
      <p>{t("只在这台电脑的这个浏览器里，随打随存；清除浏览器数据会一并清掉，重要的请导出成文件。本页不连接任何网络，断网也能用。", "In this browser on this computer, as you type. Clearing the browser's data clears it too: save what matters as a file. The page uses no network at all.")}</p>
      {restarts.value > 0 && <p class="note">{t(`程序自动重新启动过 ${restarts.value} 次，内容没有丢失。`, `The program was started again ${restarts.value} times; nothing was lost.`)}</p>}
    </main>
  );
}
