// Makes the module small and takes from its JavaScript what asks for the time: node finish.js FOLDER
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder] = process.argv.slice(2);
const script = join(folder, "gongkai.js");
const module = join(folder, "gongkai_bg.wasm");

// The writer of workbooks fills in the present time before we set every date ourselves: it is told 0. Nothing else may ask.
const before = readFileSync(script, "utf8");
// And a module that needs no start has none to be started again.
const after = before.replaceAll("Date.now()", "0").replaceAll("wasm.__wbindgen_start();", "wasm.__wbindgen_start?.();");
if (/\bDate\b/.test(after)) throw new Error(`the engine asks a clock:\n${after.match(/.*\bDate\b.*/)[0]}`);
if (/\bperformance\b|Math\.random|XMLHttpRequest|\bWebSocket\b/.test(after)) throw new Error("the engine asks for something else");
writeFileSync(script, after);

// Exports of others bring all that they need with them: exports.sh leaves them out.
const foreign = readFileSync(join(folder, "gongkai.d.ts"), "utf8").match(/^export function [A-Z]\w*/m);
if (foreign) throw new Error(`the engine exports what is not its own: ${foreign[0]}`);

// The system's own optimizer where there is one (on Debian the package binaryen): the npm package's is the same, slower.
function optimizer() {
  const packaged = fileURLToPath(new URL("./node_modules/.bin/wasm-opt", import.meta.url));
  try {
    execFileSync("wasm-opt", ["--version"], { stdio: "ignore" });
    return "wasm-opt";
  } catch {
    return packaged;
  }
}

// What is stripped goes first, since names keep functions apart that came out the same. Each round reads anew what the one before wrote
// and leaves out more; in between, the ways through each function are laid out afresh (rereloop): 50 KB less, packed 20.
// (Functions in the order of their calls, --reorder-functions, would be 35 KB less here and 60 KB more when packed, as they are sent.)
const optimize = optimizer();
const rounds = [["-Oz"], ["--flatten", "--rereloop", "-Oz"], ["-Oz"]];
for (const [round, passes] of rounds.entries()) {
  const smaller = `${module}.${round}`;
  execFileSync(
    optimize,
    [module, "-o", smaller, "--strip-debug", "--strip-producers", "--strip-target-features", "--enable-bulk-memory",
      "--enable-nontrapping-float-to-int", "--enable-sign-ext", "--enable-mutable-globals", "--enable-reference-types",
      "--enable-multivalue", ...passes],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  renameSync(smaller, module);
}
