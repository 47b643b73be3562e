import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { engine as make } from "../node.js";
import { HTML, TEXT, bytes, whole } from "./report.js";

// No clock, no chance, no network may be asked: whoever asks fails.
const forbidden = (name) => () => assert.fail(`the engine asked ${name}`);
globalThis.fetch = forbidden("the network");

const engine = make();
const fine = (answer) => {
  assert.ok(answer && !("failed" in answer), JSON.stringify(answer?.failed));
  return answer;
};
const fault = (answer, kind) => {
  assert.ok("failed" in answer, "no failure");
  const { failed } = answer;
  assert.ok(failed.message.zh && failed.message.en, JSON.stringify(failed));
  if (kind) assert.equal(failed.kind, kind, JSON.stringify(failed));
  return failed;
};

/** A Chinese face of this machine, where it has one. */
function face() {
  const folders = ["/usr/share/fonts/truetype/lxgw-wenkai", "/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype"];
  for (const folder of folders.filter(existsSync)) {
    const found = readdirSync(folder).filter((name) => /(wenkai.*regular|cjk-regular)\.(ttf|otf|ttc)$/i.test(name)).sort()[0];
    if (found) return readFileSync(join(folder, found));
  }
  return null;
}
const font = face();

test("forms, formats and rules are told", () => {
  const forms = fine(engine.forms());
  assert.deepEqual(forms.editions.map((form) => form.edition), ["2019", "2021"]);
  const form = forms.editions.at(-1);
  assert.equal(form.tables.flatMap((table) => table.cells).length, 200);
  for (const table of forms.editions.flatMap((form) => form.tables)) {
    // The grid covers every place once.
    const places = new Set();
    for (const cell of table.grid)
      for (let row = cell.row; row < cell.row + cell.row_span; row++)
        for (let column = cell.column; column < cell.column + cell.column_span; column++) {
          assert.ok(!places.has(`${row},${column}`));
          places.add(`${row},${column}`);
        }
    assert.equal(places.size, table.rows * table.columns, table.key);
    assert.equal(table.widths.length, table.columns);
  }
  assert.equal(forms.sections.length, 6);
  assert.equal(forms.sections[0].topics.length, 5);
  assert.deepEqual([form.from, form.to], [2021, null]);
  const formats = fine(engine.formats());
  for (const key of ["docx", "xlsx", "pdf", "toml", "json"]) assert.ok(formats.find((format) => format.key === key).written, key);
  assert.ok(fine(engine.rules()).length > 30);
  assert.equal(fine(engine.explain("GK104")).rule, "GK104");
  fault(engine.explain("GK999"), "input");
});

test("a report is written in every format without fonts and read again the same", () => {
  const report = whole(engine);
  for (const { key } of engine.formats().filter((format) => format.written && !format.needs_fonts)) {
    const written = fine(engine.write(report, key));
    assert.ok(written.bytes instanceof Uint8Array && written.bytes.length > 500, key);
    assert.ok(written.name.endsWith(`.${key}`), written.name);
    assert.deepEqual(fine(engine.write(report, key)).bytes, written.bytes, `${key} twice`);
    const opened = fine(engine.open(written.name, written.bytes));
    assert.equal(opened.format, key);
    assert.deepEqual(opened.receipt.unread, [], key);
    assert.deepEqual(opened.report.cells, report.cells, key);
    assert.deepEqual(opened.report.sections.overview, report.sections.overview, key);
    const check = fine(engine.check(opened.report, { receipt: opened.receipt, provenance: opened.provenance }));
    assert.equal(check.counts.error, 0, JSON.stringify(check.findings.map((finding) => finding.message.zh)));
  }
});

test("a cell that was not read is no blank in what is written", () => {
  const report = whole(engine);
  delete report.cells["applications.received.total"];
  for (const { key } of engine.formats().filter((format) => format.written && !format.needs_fonts && !["toml", "json"].includes(format.key))) {
    const written = fine(engine.write(report, key, { not_read: ["applications.received.total"] }));
    const { receipt } = fine(engine.open(written.name, written.bytes));
    assert.deepEqual(receipt.unread.map((cell) => [cell.key, cell.reason, cell.printed]), [["applications.received.total", "not_read_before", null]], key);
  }
  fault(engine.write(report, "docx", { not_read: ["no.such.cell"] }), "input");
});

test("PDF takes the faces that it was given", { skip: font ? false : "no Chinese face here" }, () => {
  const own = make();
  const report = whole(own);
  fault(own.write(report, "pdf"), "no_font");
  const faces = fine(own.use_fonts([font]));
  assert.ok(faces.every((face) => face.found), JSON.stringify(faces));
  const written = fine(own.write(report, "pdf"));
  assert.equal(new TextDecoder("latin1").decode(written.bytes.subarray(0, 5)), "%PDF-");
  assert.ok(written.faces.length > 0);
  const opened = fine(own.open("a.pdf", written.bytes));
  assert.deepEqual(opened.report.cells, report.cells);
});

test("text and web pages are read", () => {
  const page = fine(engine.open("页面.html", bytes(HTML)));
  assert.equal(page.report.cells["applications.received.total"], "5");
  assert.ok(!JSON.stringify(page.report).includes("alert"));
  const check = fine(engine.check(page.report, { receipt: page.receipt, provenance: page.provenance }));
  assert.ok(check.findings.some((finding) => finding.rule === "GK103"), JSON.stringify(check.findings));
  assert.ok(check.diagnoses[0].alternatives[0][0].cell.key.startsWith("applications.received."));
  const text = fine(engine.open("报告.txt", bytes(TEXT)));
  assert.equal(text.report.cells["disputes.reconsideration.total"], "1");
  assert.equal(text.receipt.complete, false);
  assert.ok(text.receipt.unread.every((cell) => cell.why.zh && cell.why.en));
});

test("what is typed is checked at any time", () => {
  const empty = { organ: { name: "" }, cells: {} };
  fine(engine.check(empty));
  const report = whole(engine);
  report.cells["applications.received.total"] = "5";
  const sums = fine(engine.sums(report));
  const total = sums.find((total) => total.key === "applications.received.total");
  assert.deepEqual([total.stated, total.computed, total.agrees], ["5", "4", false]);
  report.sections.overview[0] = "2024年，我局收到政府信息公开申请400件，予以公开3件。";
  const check = fine(engine.check(report));
  const wrong = check.findings.find((finding) => finding.spans.length > 0);
  assert.ok(wrong, JSON.stringify(check.findings.map((finding) => [finding.rule, finding.excerpt])));
  const [span] = wrong.spans;
  const part = report.sections[span.section][span.part];
  assert.ok(part.slice(span.start, span.end).length > 0 && wrong.excerpt.includes(part.slice(span.start, span.end)));
  // Accepted, it counts no more.
  const accepted = fine(engine.check(report, { accept: [{ fingerprint: wrong.fingerprint, reason: "已核实" }] }));
  assert.equal(accepted.accepted[0].finding.fingerprint, wrong.fingerprint);
  assert.ok(accepted.acceptances.includes("已核实"));
  assert.equal(fine(engine.check(report, { accepted: accepted.acceptances })).accepted.length, 1);
  const overview = check.prose.find((section) => section.section === "overview");
  assert.ok(overview.characters > 20 && overview.topics.some((topic) => topic.treated));
  assert.deepEqual(engine.cells(["１２", "", "—", "22（其中16件）"]).map((cell) => cell.kind), ["number", "blank", "dash", "number"]);
  assert.deepEqual(engine.file_names(["甲镇", "A", "a", "甲\u202e/镇", "con", "甲镇"]), ["甲镇", "A", "a-2", "甲__镇", "_con", "甲镇-2"]);
});

test("drafts, comparisons, sums of many and registers", () => {
  const last = whole(engine);
  const draft = fine(engine.draft(last));
  assert.equal(draft.report.year, 2025);
  assert.equal(draft.report.cells["applications.carried_in.natural_person"], "1");
  const now = { ...last, year: 2025 };
  assert.equal(fine(engine.compare([last, now])).reports.length, 2);
  assert.ok(fine(engine.comparison_workbook([last, now])).bytes.length > 1000);
  const members = ["甲镇人民政府", "乙镇人民政府"].map((name) => ({ name, report: { ...whole(engine), organ: { name, level: "township" } } }));
  const options = { organ: { name: "青河县人民政府", level: "county" }, expected: ["甲镇人民政府", "乙镇人民政府", "丙镇人民政府"] };
  const sum = fine(engine.consolidate(members, options));
  assert.equal(sum.report.cells["applications.received.total"], "8");
  assert.deepEqual(sum.problems.filter((problem) => problem.kind === "missing").map((problem) => problem.members), [["丙镇人民政府"]]);
  assert.ok(fine(engine.contributions_workbook(members, options)).bytes.length > 1000);
  const row = { name: "a.docx", verdict: "errors", errors: 2, cells_expected: 200, cells_read: 199 };
  assert.ok(fine(engine.overview_workbook([row], "zh")).bytes.length > 1000);
  const csv = "编号,收到日期,申请人类型,办结日期,办理结果\n1,2024-03-01,自然人,2024-03-20,予以公开\n2,2024-12-30,商业企业,,\n3,昨天,自然人,,\n";
  const tallied = fine(engine.tally({ name: "台账.csv", bytes: bytes(csv) }, { year: 2024, organ: { name: "青河县民政局", level: null } }));
  assert.equal(tallied.report.cells["applications.received.total"], "2");
  assert.deepEqual([tallied.refused.length, tallied.refused[0].line, tallied.usable], [1, 4, false]);
});

test("hostile and broken files are faults and nothing else", () => {
  const pdf = bytes("%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>");
  const docx = engine.write(whole(engine), "docx").bytes;
  for (const [name, file] of [
    ["a.docx", new Uint8Array()],
    ["a.docx", bytes("PK\u0003\u0004 no zip")],
    ["a.docx", docx.subarray(0, docx.length / 2)],
    ["a.xlsx", docx],
    ["a.pdf", pdf],
    ["a.html", bytes("<".repeat(200000))],
    ["a.json", bytes("[".repeat(100000))],
    ["a.toml", bytes("year = 9999")],
    ["a.doc", bytes("\u00d0\u00cf\u0011\u00e0")],
    ["a.bin", crypto.getRandomValues(new Uint8Array(4096))],
    ["", new Uint8Array([0xff, 0xfe, 0, 0])],
  ]) {
    fault(engine.open(name, file));
  }
  // A name is a name.
  fault(engine.open("../../etc/passwd\u0000\u202e", bytes("x")));
  // What is no request at all.
  fault(engine.call("check", { report: { cells: { "applications.recieved.total": "1" } } }), "input");
  fault(engine.call("check", { report: 7 }), "input");
  fault(engine.call("open", { name: "a.toml" }), "input");
  const circular = {};
  circular.circular = circular;
  fault(engine.call("check", circular), "input");
  // The same engine goes on.
  fine(engine.check(whole(engine)));
});

test("a panic is a fault that says what happened, and the next call works", () => {
  const own = make();
  if (font) fine(own.use_fonts([font]));
  const failed = fault(own.call("break"), "internal");
  assert.ok(failed.message.zh.includes("asked to break"), failed.message.zh);
  assert.equal(own.restarts, 1);
  fine(own.forms());
  // The faces are there again.
  if (font) fine(own.write(whole(own), "pdf"));
});

test("the module asks the host for nothing but what wasm-bindgen needs", () => {
  const module = new WebAssembly.Module(readFileSync(new URL("../dist/gongkai_bg.wasm", import.meta.url)));
  const asked = WebAssembly.Module.imports(module).map((entry) => entry.name);
  for (const name of asked) assert.ok(!/fetch|XMLHttp|WebSocket|performance|setTimeout|random(?!_|Values)/i.test(name), name);
  const script = readFileSync(new URL("../dist/gongkai.js", import.meta.url), "utf8");
  assert.ok(!/\bDate\b|performance|Math\.random/.test(script), "the script asks a clock or chance");
});

/** The native command, where it was built. */
const native = [process.env.GONGKAI, "../../../target/debug/gongkai", "../../../target/release/gongkai"]
  .filter(Boolean)
  .map((path) => (path.startsWith("..") ? new URL(path, import.meta.url).pathname : path))
  .find(existsSync);

test("the command says the same", { skip: native ? false : "the command is not built" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "gongkai-"));
  try {
    const report = whole(engine);
    report.cells["applications.received.total"] = "5";
    const files = [["页面.html", bytes(HTML)], ["报告.txt", bytes(TEXT)]];
    for (const key of ["docx", "xlsx", "toml", "json"]) files.push([`报告.${key}`, engine.write(report, key).bytes]);
    if (font) {
      engine.use_fonts([font]);
      files.push(["报告.pdf", engine.write(report, "pdf").bytes]);
    }
    for (const [name, file] of files) {
      writeFileSync(join(folder, name), file);
      let said;
      try {
        said = execFileSync(native, ["check", name, "--format", "json"], { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
      } catch (error) {
        said = error.stdout;
      }
      const [result] = JSON.parse(said).files;
      const opened = fine(engine.open(name, file));
      const check = fine(engine.check(opened.report, { receipt: opened.receipt, provenance: opened.provenance }));
      const essence = (findings) => findings.map(({ rule, severity, message, cells, position }) => ({ rule, severity, message, cells, position }));
      assert.deepEqual(essence(check.findings), essence(result.findings), name);
      assert.deepEqual(opened.receipt, result.receipt, name);
      assert.equal(check.verdict, result.verdict, name);
      // And what the command writes is what the engine writes.
      execFileSync(native, ["convert", name, "-o", `${name}.out.docx`], { cwd: folder, stdio: "ignore" });
      const docx = fine(engine.write(opened.report, "docx")).bytes;
      assert.ok(Math.abs(readFileSync(join(folder, `${name}.out.docx`)).length - docx.length) < 2000, name);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
