// The end of the walk: the verdict, what went wrong, the next steps with drafts, and the case file.

import { announce, copyButton, el, list, longDay } from "./dom.js";
import { backLink } from "./form.js";

const ACTORS = { requester: "What the requester can do", authority: "What the authority can or must do", commissioner: "What the Commissioner can or must do" };
const STATUS = { running: "runs", paused: "is paused", met: "was kept", missed: "has passed", lapsed: "has ended", stopped: "has stopped", uncertain: "is uncertain" };

export function walkEnd(root, { end, asked, answers, steps, further, again }) {
  const { verdict, assessment, plain, open } = end;
  root.append(...[
    backLink(`#walk/${steps.length}`),
    el("h1", {}, "What can be done"),
    el("div", { class: "answer" }, el("p", {}, verdict.found), el("p", {}, verdict.next)),
    el("p", {}, `As things stand on ${longDay(assessment.as_of)}, by what you said.`),
    end.case.notes && el("p", { class: "limits" }, end.case.notes),
    assessment.calendar.provisional && el("p", { class: "limits" },
      `Bank holidays are announced until ${longDay(assessment.calendar.announced_until)}. One that is announced later may still move a day.`),
    ...next(assessment.actions, plain),
    ...wrong(assessment.findings, plain),
    ...limits(assessment.clocks),
    ...left(open, further),
    ...told(steps, asked, answers),
    ...keep(end.case),
    el("p", { class: "unprinted" }, el("button", { type: "button", class: "second", onclick: again }, "Start again")),
  ].filter(Boolean));
  announce(`${verdict.found} ${verdict.next}`);
}

// --- next steps ------------------------------------------------------------------------------------

function next(actions, plain) {
  const now = actions.filter((each) => each.available_from !== null);
  const actors = [...new Set(["requester", "authority", ...now.map((each) => each.actor)])];
  return actors.map((actor) => {
    const own = now.filter((each) => each.actor === actor);
    return own.length > 0 && [el("h2", {}, ACTORS[actor] ?? `What the ${actor} can do`), own.map((each) => step(each, plain[each.action]))];
  }).filter(Boolean).flat(2);
}

function step({ message, available_from, deadline, deadline_latest, overdue, cites, draft, actor }, plain) {
  return el("div", { class: "step" },
    el("h3", {}, sentence(message, "")),
    el("p", { class: "when" }, `${when(available_from, deadline, deadline_latest, overdue)}.`),
    plain && el("p", {}, `${plain.means} ${plain.why} ${plain[actor] ?? ""}`),
    el("p", { class: "hint" }, cites),
    draft && el("details", {}, el("summary", {}, "Draft of a letter"),
      el("p", {}, "What stands in brackets is for you to fill in. Read it through before you send it."),
      el("pre", { tabindex: "0" }, draft), copyButton("Copy the letter", () => draft)));
}

function when(from, to, latest, overdue) {
  if (!to) return `From ${longDay(from)}`;
  const by = to === latest || !latest ? longDay(to, true) : `${longDay(to, true)}, to be safe`;
  return overdue ? `It was due by ${by}, and is overdue` : `From ${longDay(from)} to ${by}`;
}

// --- what went wrong, and the time limits ----------------------------------------------------------

function wrong(findings, plain) {
  return [
    el("h2", {}, "What went wrong"),
    ...(findings.length ? findings.map((each) => finding(each, plain[each.rule])) : [el("p", {}, "Nothing was found to be wrong.")]),
  ];
}

function finding({ certainty, message, cites, date }, plain) {
  const sure = certainty === "established" ? "Established" : "Possible";
  return el("div", { class: "step" },
    el("h3", {}, plain ? plain.means : sentence(message)),
    el("p", {}, el("strong", {}, sure), `: ${sentence(message)}`),
    plain && el("p", {}, `${plain.why} ${plain.requester}`),
    el("p", { class: "hint" }, `${cites}${date ? `; from ${longDay(date)}` : ""}`));
}

function limits(clocks) {
  const dated = clocks.filter((each) => each.due);
  if (!dated.length) return [];
  const head = ["Time limit", "Last day", "State"].map((each) => el("th", { scope: "col" }, each));
  return [
    el("h2", {}, "Time limits"),
    el("table", {}, el("caption", { class: "unseen" }, "Time limits, their last days and how they stand"),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, dated.map((each) => el("tr", {},
        el("th", { scope: "row" }, words(each.clock)),
        el("td", {}, longDay(each.due, true), each.due_latest !== each.due && each.due_latest ? `, or up to ${longDay(each.due_latest)}` : ""),
        el("td", {}, STATUS[each.status] ?? each.status))))),
  ];
}

// --- what is open, what was said, and the file -----------------------------------------------------

function left(open, further) {
  if (!open.length) return [];
  const count = open.length === 1 ? "One more answer would decide more" : `${open.length} more answers would decide more`;
  return [
    el("h2", {}, "What is still open"),
    el("p", {}, `${count}. The last days and next steps above hold without ${open.length === 1 ? "it" : "them"}, as far as you said.`),
    el("details", {}, el("summary", {}, "The questions"), list(open.map((each) => each.asks))),
    el("p", { class: "unprinted" }, el("button", { type: "button", onclick: further }, "Answer more questions")),
  ];
}

function told(steps, asked, answers) {
  const row = (id, at) => el("div", {}, el("dt", {}, asked.get(id).asks),
    el("dd", {}, inWords(asked.get(id), answers.get(id)), " ",
      el("a", { href: `#walk/${at + 1}`, class: "unprinted" }, "Change", el("span", { class: "unseen" }, ` the answer to: ${asked.get(id).asks}`))));
  return [el("h2", {}, "What you said"), el("dl", {}, steps.filter((id) => answers.has(id)).map(row))];
}

function inWords(asked, answer) {
  const named = (value) => asked.choices.find((each) => each.value === value)?.says ?? String(value);
  if (answer === null) return "I don't know";
  if (answer === true || answer === false) return answer ? "Yes" : "No";
  if (Array.isArray(answer)) return answer.join(", ") || "None";
  if (answer.event) return `${named(answer.event)}: ${inWords(asked, answer.on)}`;
  if (answer.from) return `between ${longDay(answer.from)} and ${longDay(answer.to)}`;
  if (typeof answer === "object") return Object.keys(answer).filter((each) => answer[each]).map(named).join("; ") || "None of these";
  return /^\d{4}-\d\d-\d\d$/.test(answer) ? longDay(answer) : named(answer);
}

function keep(file) {
  const save = (label, text, ending, type) => el("button", { type: "button", class: "second", onclick: () => download(`${file.case}.${ending}`, text(), type) }, label);
  return [
    el("h2", {}, "Keep the case"),
    el("p", {}, "The case file holds what you said. With it the case can be judged again later, here or by foirules."),
    el("p", { class: "unprinted buttons" },
      save("Save as YAML", () => yaml(file), "yaml", "text/yaml"), " ",
      save("Save as JSON", () => `${JSON.stringify(file, null, 2)}\n`, "json", "application/json")),
    el("details", {}, el("summary", {}, "The case file"), el("pre", { tabindex: "0" }, yaml(file))),
  ];
}

function download(name, text, type) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  announce(`${name} was saved`);
}

// A case file as YAML: texts are quoted as JSON has them, unless they are plain names or days.
export function yaml(value, indent = "") {
  const scalar = (each) => (typeof each === "string" && !plainName(each) ? JSON.stringify(each) : String(each));
  const inside = (each) => (each === null || typeof each !== "object" ? ` ${scalar(each)}` : `\n${yaml(each, `${indent}  `)}`).replace(/\n$/, "");
  if (Array.isArray(value)) return value.map((each) => typeof each === "object"
    ? `${indent}- ${yaml(each, `${indent}  `).trimStart()}` : `${indent}- ${scalar(each)}\n`).join("");
  return Object.entries(value).map(([key, each]) => `${indent}${key}:${inside(each)}\n`).join("");
}

const plainName = (text) => (/^[a-z][a-z-]*$/.test(text) && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].includes(text)) || /^\d{4}-\d\d-\d\d$/.test(text);

const words = (name) => `${name[0].toUpperCase()}${name.slice(1)}`.replaceAll("-", " ");
const sentence = (text, stop = ".") => `${text[0].toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : stop}`;
