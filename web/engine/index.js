/**
 * The engine: gongkai compiled to WebAssembly, as functions that take and give plain values.
 *
 * Nothing throws. What fails is `{failed: {kind, message: {zh, en}, help, position}}`; a panic or an exhausted memory inside is
 * one of kind "internal", after which the engine has been started anew.
 */
import { Engine as Instance, __wbg_reset_state as reset, initSync, last_words } from "./dist/gongkai.js";

/** All engines of a thread share one instance of the module; this counts how often it was started. */
let generation = 0;

/** What a panic is as a value. */
function broken(error) {
  let said = "";
  try {
    said = last_words();
  } catch {
    // The instance cannot even say that.
  }
  said ||= String(error?.message ?? error);
  const spent = error instanceof RangeError || /memory/i.test(said);
  return {
    failed: {
      kind: spent ? "out_of_memory" : "internal",
      message: spent
        ? { zh: "内存不够，没有完成", en: "there is not enough memory" }
        : { zh: `程序内部错误：${said}`, en: `internal error: ${said}` },
      help: spent
        ? { zh: "请关闭其他网页或程序，或分成几次处理", en: "close other pages or programs, or do it in several goes" }
        : {
            zh: "这是程序的错误，请把这个文件连同这句话告诉开发者；其他文件不受影响",
            en: "this is a fault of the program; report it with the file. Other files are not affected",
          },
      position: null,
    },
  };
}

/** An input that is not of the shape that is asked for, before the engine is bothered with it. */
function wrong(error) {
  const said = String(error?.message ?? error);
  return { failed: { kind: "input", message: { zh: `调用的内容不对：${said}`, en: `wrong request: ${said}` }, help: null, position: null } };
}

/**
 * Makes an engine of a compiled module or of its bytes.
 * @param {BufferSource | WebAssembly.Module} wasm
 */
export async function make(wasm) {
  const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  return makeSync(module);
}

/**
 * The same at once, where that is allowed: in a worker and in Node.
 * @param {BufferSource | WebAssembly.Module} wasm
 */
export function makeSync(wasm) {
  const module = wasm instanceof WebAssembly.Module ? wasm : new WebAssembly.Module(wasm);
  let instance = null;
  /** Of which start the instance is: another engine may have broken the one that both had. */
  let mine = 0;
  let restarts = 0;
  /** The faces of the last `use_fonts`, which a new instance is given again. */
  let fonts = null;

  function start() {
    if (generation === 0) {
      initSync({ module });
      generation = 1;
    }
    mine = generation;
    instance = new Instance();
    if (fonts) ask(instance, "use_fonts", fonts.style, fonts.files);
  }

  /** Throws the broken instance away and starts another. */
  function restart() {
    instance = null;
    restarts += 1;
    if (mine === generation) {
      reset();
      generation += 1;
    }
    start();
  }

  function ask(engine, name, request, files) {
    for (const file of files) engine.give(file);
    const answer = engine.call(name, JSON.stringify(request ?? null));
    try {
      const value = JSON.parse(answer.json());
      const bytes = answer.file();
      if (bytes) value.bytes = bytes;
      return value;
    } finally {
      answer.free();
    }
  }

  function call(name, request, files = []) {
    let asked;
    try {
      asked = files.map((file) => (file instanceof Uint8Array ? file : new Uint8Array(file)));
      JSON.stringify(request ?? null);
    } catch (error) {
      return wrong(error);
    }
    try {
      if (!instance || mine !== generation) start();
      return ask(instance, name, request, asked);
    } catch (error) {
      const answer = broken(error);
      try {
        restart();
      } catch {
        // With these faces it cannot be started: better without them than not at all.
        fonts = null;
        instance = null;
      }
      return answer;
    }
  }

  start();
  return {
    version: () => call("version"),
    forms: () => call("forms"),
    formats: () => call("formats"),
    rules: () => call("rules"),
    explain: (rule) => call("explain", rule),
    open: (name, bytes, options = {}) => call("open", { ...options, name }, [bytes]),
    cells: (texts) => call("cells", texts),
    file_names: (names) => call("file_names", names),
    check: (report, options = {}) => call("check", { report, options }),
    sums: (report) => call("sums", report),
    create: (organ, year) => call("create", { organ, year }),
    draft: (previous) => call("draft", previous),
    tally: (register, options) => {
      const { disputes, ...rest } = options;
      const about = ({ bytes: _bytes, ...register }) => register;
      const files = [register.bytes, ...(disputes ? [disputes.bytes] : [])];
      return call("tally", { ...rest, register: about(register), disputes: disputes ? about(disputes) : null }, files);
    },
    use_fonts: (files, style) => {
      const answer = call("use_fonts", style, files);
      if (!("failed" in answer)) fonts = { files: [...files], style };
      return answer;
    },
    write: (report, format, options = {}) => call("write", { ...options, report, format }),
    compare: (reports) => call("compare", reports),
    comparison_workbook: (reports) => call("comparison_workbook", reports),
    consolidate: (members, options) => call("consolidate", { ...options, members }),
    contributions_workbook: (members, options) => call("contributions_workbook", { ...options, members }),
    overview_workbook: (rows, language) => call("overview_workbook", { rows, language }),
    get restarts() {
      return restarts;
    },
    /** For tests: calls by name. */
    call,
  };
}
