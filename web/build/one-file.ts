// Puts everything into one file: script, styles, the worker (inside the script) and the engine, packed. Hashes of what
// may run stand in the page's own content security policy; nothing else runs, and nothing may be asked of any network.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

interface Options { root: string; engine: string; wasm: string | null }

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

/** A script inside HTML must not hold what would end it. */
const inert = (code: string): string => code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");

const policy = (scripts: string[], styles: string[]): string =>
  [
    "default-src 'none'",
    "connect-src 'none'",
    "worker-src blob:",
    `script-src 'wasm-unsafe-eval' ${scripts.map(hash).join(" ")}`,
    `style-src ${styles.map(hash).join(" ")}`,
    "img-src data: blob:",
    "font-src data: blob:",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");

export function oneFile(options: Options): Plugin {
  return {
    name: "one-file",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const html = bundle["index.html"];
      if (html?.type !== "asset") throw new Error("index.html is missing");
      let script = "";
      let style = "";
      for (const [name, part] of Object.entries(bundle)) {
        if (part.type === "chunk" && part.isEntry) script = inert(part.code);
        else if (name.endsWith(".css") && part.type === "asset") style += String(part.source);
        else if (name !== "index.html") this.warn(`left out of the one file: ${name}`);
        if (name !== "index.html") delete bundle[name];
      }
      const gate = inert(readFileSync(`${options.root}/build/old-browser.js`, "utf8"));
      // Browsers read line ends as \n before they compare a hash.
      [gate, script, style].forEach((text) => { if (text.includes("\r")) throw new Error("a carriage return"); });
      const wasm = options.wasm ? gzipSync(readFileSync(options.wasm), { level: 9 }).toString("base64") : "";
      if (!wasm) this.warn("no engine: run web/build.sh");
      const source = String(html.source)
        .replace(/<script type="module"[^>]*><\/script>/, "")
        .replace(/<link rel="stylesheet"[^>]*>/, "");
      const csp = policy([gate, script], [style]);
      const head = `<meta http-equiv="Content-Security-Policy" content="${csp}">\n<style>${style}</style>\n`;
      const body = `<script>${gate}</script>\n<script type="text/plain" id="engine">${wasm}</script>\n<script type="module">${script}</script>\n`;
      const page = source
        .replace('<meta charset="utf-8">', () => `<meta charset="utf-8">\n${head}`)
        .replace("</body>", () => `${body}</body>`);
      delete bundle["index.html"];
      this.emitFile({ type: "asset", fileName: "gongkai.html", source: page });
      this.info(`gongkai.html ${(page.length / 1e6).toFixed(2)} MB, of it the engine ${(wasm.length / 1e6).toFixed(2)} MB`);
    },
  };
}
