import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";
import { oneFile } from "./build/one-file.ts";

const here = import.meta.dirname;
/** The engine's package, as `web/build.sh` makes it. */
const engine = process.env.GONGKAI_ENGINE ?? resolve(here, "engine");

export default defineConfig({
  root: here,
  base: "./",
  resolve: { alias: { "gongkai-engine": resolve(engine, "index.js") } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // Chromium 97 is the first that lets a page with a strict policy run WebAssembly.
  build: { target: ["chrome97", "firefox113", "safari16.4"], modulePreload: false, cssCodeSplit: false, assetsInlineLimit: 0 },
  worker: { format: "iife" },
  plugins: [oneFile({ root: here, engine, wasm: [resolve(engine, "dist/gongkai_bg.wasm")].find(existsSync) ?? null })],
});
