// A button that asks for files.
import { useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";

interface Props { onFiles: (files: File[]) => void; children: ComponentChildren; class?: string; many?: boolean; folder?: boolean; accept?: string; id?: string }

export function Pick({ onFiles, children, class: look, many, folder, accept, id }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" id={id} class={look} onClick={() => input.current?.click()}>{children}</button>
      <input ref={input} type="file" hidden multiple={many || folder} accept={accept} {...(folder ? { webkitdirectory: true } : {})}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (files.length) onFiles(files);
        }} />
    </>
  );
}
