// Files dropped anywhere on the page, folders included.
import { signal } from "@preact/signals";

export const dragging = signal(false);

/** All files of what was dropped, folders gone through. Hidden files and Office's own lock files are no reports. */
export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter((entry): entry is FileSystemEntry => !!entry);
  if (!entries.length) return [...data.files].filter(isReport);
  const files: File[] = [];
  for (const entry of entries) await walk(entry, "", files);
  return files.filter(isReport);
}

export const isReport = (file: File): boolean => !file.name.startsWith(".") && !file.name.startsWith("~$") && file.name !== "Thumbs.db" && file.name !== "desktop.ini";

export const pathOf = (file: File): string => paths.get(file) ?? (file.webkitRelativePath || file.name);
const paths = new WeakMap<File, string>();

async function walk(entry: FileSystemEntry, under: string, files: File[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File | null>((settle) => (entry as FileSystemFileEntry).file(settle, () => settle(null)));
    if (file) { paths.set(file, under + file.name); files.push(file); }
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((settle) => reader.readEntries(settle, () => settle([])));
    if (!some.length) return;
    for (const one of some) await walk(one, `${under}${entry.name}/`, files);
  }
}

/** Watches the whole window. */
export function watchDrops(arrived: (files: File[]) => void): void {
  let depth = 0;
  const carries = (event: DragEvent): boolean => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragenter", (event) => { if (carries(event)) { depth++; dragging.value = true; event.preventDefault(); } });
  addEventListener("dragleave", (event) => { if (carries(event) && --depth <= 0) { depth = 0; dragging.value = false; } });
  addEventListener("dragover", (event) => { if (carries(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!carries(event) || !event.dataTransfer) return;
    event.preventDefault();
    depth = 0;
    dragging.value = false;
    void droppedFiles(event.dataTransfer).then((files) => { if (files.length) arrived(files); });
  });
}
