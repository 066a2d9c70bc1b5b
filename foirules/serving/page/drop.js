// "Drop a file": a case file, letters or a log -> its report, in a frame of this page.
//
// "#drop" takes the file, "#drop/report" shows what was found. File and report are kept in this
// module alone, and are gone with the page.

import { inThePage } from "./ask.js";
import { announce, el, list } from "./dom.js";
import { backLink, dateField, questionScreen, textField } from "./form.js";

export const way = {
  screen: "drop",
  title: "Drop a file",
  says: "A case file, an email thread, a mailbox or a log of cases: the report of it, to read and to save.",
};

export const screens = { drop };

const MOST = 10_000_000; // bytes
const LOGS = /\.(csv|tsv|xlsx|xlsm|xls|ods|parquet)$/i;
const TAKEN_FOR = {
  case: "It was taken for a case file.",
  cases: "It was taken for a file of several cases.",
  letters: "It was taken for letters. Nobody has confirmed what was read from them: what rests on it is possible only.",
  log: "It was taken for a log of cases.",
};
let report = null;

function drop(root, [step], ask) {
  return step === "report" && report ? shown(root) : whichFile(root, ask);
}

function whichFile(root, ask) {
  const file = fileField({
    label: "Which file?",
    hint: "A case file (YAML, JSON, JSON lines), letters (text, .eml, .mbox), or a log with a row for each event (CSV, JSON lines)",
  });
  const asOf = optional(dateField({ label: "As of which day? (optional)", hint: "Today, if left out" }));
  const after = optional(dateField({
    label: "When was the first letter sent, at the earliest? (optional)",
    hint: "Only for letters that do not say when they were sent",
  }));
  // Where a service is asked, it reads workbooks and trackers by a map that it has.
  const map = inThePage ? null : textField({
    label: "By which map? (optional)",
    hint: "For a tracker with columns of its own: the name of a map that ships, such as council-tracker",
  });
  const dates = el("details", {}, el("summary", {}, map ? "Dates and map" : "Dates"), asOf.node, after.node, map?.node ?? []);
  questionScreen(root, {
    title: "Drop a file",
    back: "#",
    fields: { file, asOf: { ...asOf, node: dates }, after: { ...after, node: [] }, ...(map && { map: { ...map, node: [] } }) },
    button: "Show the report",
    async then(values) {
      const waits = el("p", { class: "waits" }, "Working it out … A log of 2,000 cases takes about a minute.");
      root.append(waits);
      announce("Working it out");
      const found = await reportOf(values, ask).finally(() => waits.remove());
      if (!root.isConnected) return []; // another screen has taken its place
      if (!Array.isArray(found)) {
        kept(found);
        location.hash = "#drop/report";
        return [];
      }
      if (found.some((each) => each.field === "after")) dates.open = true;
      return found;
    },
  });
}

// The report that is shown. It has an address of its own, so that links within it stay in it.
function kept(found) {
  if (report) URL.revokeObjectURL(report.address);
  report = { ...found, address: address("text/html", found.page) };
}

// What was found in a file; or a list of what is wrong.
async function reportOf({ file, asOf, after, map }, ask) {
  if (file.size > MOST) return [{ field: "file", message: `The file is larger than ${MOST / 1e6} MB` }];
  const bytes = new Uint8Array(await file.arrayBuffer());
  const day = asOf ? { as_of: asOf } : {};
  const first = after ? { after } : {};
  if (isLog(file.name, bytes)) {
    const { status, body } = await ask("/audit", bytes, { ...day, ...(map && { map }), format: "html" });
    if (status === 200) return { name: file.name, taken_for: "log", page: body, drafts: [], errors: [] };
    if (status !== 501) return told(body); // in the browser nothing audits: it judges case by case
  }
  const { status, body } = await ask("/report", bytes, { ...day, ...first, name: file.name, page: "true" });
  return status === 200 ? { name: file.name, ...body } : told(body);
}

// By its name, or where its first line is an event of a case and not a case with its events.
function isLog(name, bytes) {
  if (LOGS.test(name)) return true;
  const start = new TextDecoder().decode(bytes.subarray(0, 1 << 16)).trimStart();
  return start.startsWith("{") && /"event"\s*:/.test(start.split("\n")[0]) && !/"events"\s*:/.test(start);
}

const told = ({ errors }) => errors.map((each) => ({ field: "file", message: inWords(each) }));

function inWords({ line, field, message }) {
  const where = [line && `line ${line}`, field].filter(Boolean).join(", ");
  const said = where ? `${where}: ${message}` : message;
  return said[0].toUpperCase() + said.slice(1);
}

function shown(root) {
  // Without allow-scripts no script of a report runs; links within it need its origin.
  const frame = el("iframe", { class: "report", sandbox: "allow-same-origin", title: `Report of ${report.name}`, src: report.address });
  const name = report.name.replace(/\.\w+$/, "");
  root.append(
    backLink("#drop"),
    el("h1", {}, `Report of ${report.name}`),
    el("p", {}, TAKEN_FOR[report.taken_for]),
    ...(report.errors.length ? [el("h2", {}, "What was left out"), list(report.errors.map(inWords))] : []),
    el("p", { class: "buttons" },
      el("button", { type: "button", onclick: () => save(`${name}.html`, "text/html", report.page) }, "Save the report"),
      report.drafts.map((draft) => el("button", { type: "button", class: "second",
        onclick: () => save(`${draft.case}.json`, "application/json", JSON.stringify(draft, null, 2)) },
        report.drafts.length > 1 ? `Save the case file of ${draft.case}` : "Save the case file"))),
    frame,
  );
}

// Gives a text to be saved as a file.
function save(name, type, text) {
  const from = address(type, text);
  el("a", { href: from, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(from), 60_000);
}

const address = (type, text) => URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));

// A file that is chosen, or dropped on the field.
function fileField({ label, hint }) {
  const input = el("input", { type: "file", id: "file", "aria-describedby": "file-hint" });
  const error = el("p", { class: "error", id: "file-error" });
  const zone = el("div", { class: "field drop",
    ondragover: (event) => (event.preventDefault(), zone.classList.add("over")),
    ondragleave: () => zone.classList.remove("over"),
    ondrop(event) {
      event.preventDefault();
      zone.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.form.requestSubmit();
    },
  }, el("label", { for: "file" }, label), el("p", { class: "hint", id: "file-hint" }, hint), error, input);
  function mark(message) {
    error.replaceChildren(...(message ? [el("span", { class: "unseen" }, "Error: "), message] : []));
    zone.classList.toggle("wrong", message !== null);
    input.setAttribute("aria-describedby", message ? "file-hint file-error" : "file-hint");
  }
  const chosen = () => input.files[0] ?? null;
  return { id: "file", node: zone, mark, value: chosen, wrong: () => (chosen() ? null : "Choose a file, or drop one here") };
}

// A day that may be left out.
function optional(field) {
  const empty = () => [...field.node.querySelectorAll("input")].every((each) => !each.value.trim());
  return { ...field, wrong: () => (empty() ? null : field.wrong()) };
}
