// A dialog: the browser's own, which keeps the focus inside and gives it back.
import { useEffect, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { t } from "../words/language";

let numbers = 0;

export function Dialog({ title, onClose, children, wide }: { title: string; onClose: () => void; children: ComponentChildren; wide?: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useRef(`dialog-${++numbers}`);
  useEffect(() => {
    const from = document.activeElement as HTMLElement | null;
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    // Where one most likely goes on, not at the cross.
    shown?.querySelector<HTMLElement>("input:not([hidden]), textarea, button.main")?.focus();
    return () => from?.focus?.();
  }, []);
  return (
    <dialog ref={dialog} class={wide ? "wide" : ""} aria-labelledby={id.current} onCancel={(event) => { event.preventDefault(); onClose(); }}
      onClick={(event) => { if (event.target === dialog.current) onClose(); }}>
      <div class="dialog-body">
        <header><h2 id={id.current}>{title}</h2><button type="button" class="quiet" onClick={onClose} aria-label={t("关闭", "Close")}>✕</button></header>
        {children}
      </div>
    </dialog>
  );
}
