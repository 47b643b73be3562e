import { render } from "preact";
import { engine } from "./engine/client";
import { learn } from "./engine/facts";
import { keepFolder } from "./folder/keeping";
import { review } from "./folder/review";
import { watchPrinting } from "./out/PrintPaper";
import { watchDrops } from "./reading/dropping";
import { openToCheck } from "./reading/opening";
import { draft } from "./state/draft";
import { openDraft } from "./state/keeping";
import { firstView, followAddress, go, namedDraft, view, type View } from "./state/view";
import { App } from "./views/App";
import { droppedFile } from "./views/DropChoice";
import { watchKeys } from "./views/keys";
import "./style/page.css";
import "./style/desk.css";
import "./style/paper.css";
import "./style/folder.css";
import "./style/print.css";

/** The draft that the address names is opened again; without one there is nothing on the desk. */
async function arrive(at: View): Promise<void> {
  if (at !== "desk" && at !== "compare") { view.value = at; return; }
  const id = namedDraft() ?? location.hash.match(/^#compare\/([a-z0-9]+)$/)?.[1];
  if (id && draft.value?.id !== id) await openDraft(id);
  if (draft.value) view.value = at;
  else go("home");
}

function begin(): void {
  engine.start();
  void learn();
  void keepFolder();
  followAddress((at) => void arrive(at));
  watchDrops((files) => {
    const [file] = files;
    if (files.length > 1 || view.value === "folder") void review(files);
    else if (file && view.value === "desk" && draft.value) droppedFile.value = file;
    else if (file) void openToCheck(file);
  });
  watchKeys();
  watchPrinting();
  void arrive(firstView());
  const app = document.getElementById("app");
  if (app) render(<App />, app);
}

if (!window.tooOld) begin();
