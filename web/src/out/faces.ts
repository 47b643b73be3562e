// Faces for PDF: those installed, where browser and user allow; else files picked once and kept here. None is ever sent.
import { signal } from "@preact/signals";
import type { FaceFound } from "gongkai-engine";
import { engine, failed } from "../engine/client";
import { get, put } from "../state/database";
import { tell } from "../state/notices";
import { t } from "../words/language";

interface KeptFace { name: string; bytes: Uint8Array }
interface LocalFont { family: string; fullName: string; postscriptName: string; style: string; blob(): Promise<Blob> }
type FontAsker = { queryLocalFonts?: (options?: { postscriptNames?: string[] }) => Promise<LocalFont[]> };

const KEY = "faces";
/** All faces together: more would be held in memory twice for nothing. */
const MOST_BYTES = 120 * 1024 * 1024;

export const faces = signal<FaceFound[]>([]);
export const faceNames = signal<string[]>([]);
export const canAsk = (): boolean => typeof (window as FontAsker).queryLocalFonts === "function";

let held: KeptFace[] = [];
/** What was kept is loaded once, and each change waits for what came before it, so that none overwrites another. */
let latest: Promise<void> | undefined;

/** Whoever needs the faces waits until those kept and those picked since are in the engine. */
export function loadFaces(): Promise<void> {
  latest ??= takeKept();
  return latest;
}

function after(change: () => Promise<void>): Promise<void> {
  latest = loadFaces().then(change);
  return latest;
}

async function takeKept(): Promise<void> {
  held = (await get<KeptFace[]>("kept", KEY).catch(() => undefined)) ?? [];
  await use();
}

async function use(): Promise<void> {
  faceNames.value = held.map((face) => face.name);
  const answer = await engine.call("use_fonts", held.map((face) => face.bytes));
  if (failed(answer)) tell(answer.failed.message[t("zh", "en") as "zh" | "en"], true);
  else faces.value = answer;
}

export function addFaceFiles(files: File[]): Promise<void> {
  return after(async () => {
    for (const file of files) {
      const bytes = await file.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => undefined);
      if (bytes) held = [...held.filter((face) => face.name !== file.name), { name: file.name, bytes }];
      else tell(t(`“${file.name}”打不开`, `“${file.name}” cannot be opened`), true);
    }
    await keepAndUse();
  });
}

export function forgetFaces(): Promise<void> {
  return after(async () => {
    held = [];
    await keepAndUse();
  });
}

async function keepAndUse(): Promise<void> {
  await use();
  await put("kept", held, KEY).catch(() => tell(t("字体没有存下，下次要重新选择", "The faces could not be kept; choose them again next time"), true));
}

/** The prescribed faces and what stands in for them, by the names that systems give them, best first for each role. */
const ROLES: RegExp[][] = [
  [/小标宋/, /xiaobiaosong|FZXBSJW/i, /华文中宋|STZhongsong/i],
  [/仿宋/, /fangsong|FZFSJW/i],
  [/楷体/, /kaiti|simkai|STKaiti|wenkai/i],
  [/黑体/, /simhei|heiti|FZHTJW/i, /Noto Sans (CJK )?SC|Source Han Sans/i],
  [/宋体/, /simsun|STSong/i, /Noto Serif (CJK )?SC|Source Han Serif/i],
];

/** Asks for the installed faces and takes those that the form calls for. */
export async function askForInstalled(): Promise<void> {
  const ask = (window as FontAsker).queryLocalFonts;
  if (!ask) return;
  let fonts: LocalFont[];
  try {
    fonts = await ask.call(window);
  } catch {
    tell(t("浏览器没有允许使用本机字体；可以选择字体文件，或用“打印”另存为 PDF", "The browser did not allow it; choose font files, or print to PDF"), true);
    return;
  }
  const wanted = new Set<LocalFont>();
  for (const role of ROLES) {
    for (const pattern of role) {
      const match = fonts.find((font) => pattern.test(`${font.family} ${font.fullName} ${font.postscriptName}`) && !/bold|black|heavy|light|thin|粗|细/i.test(font.style));
      if (match) { wanted.add(match); break; }
    }
  }
  await after(async () => {
    let total = 0;
    for (const font of wanted) {
      const blob = await font.blob();
      if (total + blob.size > MOST_BYTES) continue;
      total += blob.size;
      held = [...held.filter((face) => face.name !== font.fullName), { name: font.fullName, bytes: new Uint8Array(await blob.arrayBuffer()) }];
    }
    await keepAndUse();
  });
  tell(t(`用上了本机的 ${wanted.size} 种字体`, `${wanted.size} installed faces are used`));
}
