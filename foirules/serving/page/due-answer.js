// The answer of "When is it due?": the last day, how it is counted, and what happens if it passes.

import { announce, copyButton, el, list, longDay } from "./dom.js";
import { backLink } from "./form.js";
import { kindOf } from "./words.js";

const WEEKEND = ["Saturday", "Sunday"];
const DAY = 24 * 60 * 60 * 1000;

export async function dueAnswer(root, law, received, kind, ask) {
  const waits = el("p", { class: "waits" }, "Working it out …");
  root.append(backLink(`#due/${law.id}/${received}`),
    el("h1", {}, "When is it due?"), waits);
  const asked = { received, regime: law.id, authority_type: kind, explain: true };
  const { status, body } = await ask("/due", asked);
  waits.remove();
  root.append(...(status === 200 ? answer(law, kind, body) : refused(body.errors)), ...given(law, received, kind));
  announce(status === 200 ? `The last day is ${longDay(body.due, true)}` : "The last day cannot be worked out");
}

function answer(law, kind, due) {
  const until = longDay(due.calendar.announced_until);
  return [
    el("p", { class: "answer" }, "The last day for an answer is ", el("strong", {}, longDay(due.due, true))),
    due.calendar.provisional && el("p", { class: "limits" },
      `Bank holidays are announced until ${until}. One that is announced later may still move this day.`),
    el("p", {}, `The answer must come by the end of that day; ${due.cites}. ${due.plain?.why ?? ""}`),
    due.plain && el("p", {}, due.plain.means),
    ...leftOut(due),
    ...ifPassed(due.if_passed),
  ].filter(Boolean);
}

// --- how it is counted ---------------------------------------------------------------------------

function leftOut(due) {
  const named = due.disregarded.filter((each) => !WEEKEND.includes(each.reason));
  const weekends = due.disregarded.length - named.length;
  return [
    el("h2", {}, "Days that do not count"),
    list([
      `${longDay(due.received, true)}: the day on which it was received`,
      ...named.map(({ date, reason }) => `${longDay(date, true)}: ${reason}`),
      weekends > 0 && `${weekends} days of weekends`,
    ].filter(Boolean)),
    el("details", {}, el("summary", {}, "Every day, counted"), counted(due)),
  ];
}

// Each day from the one received to the last, with its number or why it has none.
function counted({ received, due, disregarded }) {
  const reasons = new Map(disregarded.map(({ date, reason }) => [date, reason]));
  const rows = [];
  let number = 0;
  for (let at = Date.parse(received); at <= Date.parse(due); at += DAY) {
    const day = new Date(at).toISOString().slice(0, 10);
    const reason = day === received ? "the day of receipt" : reasons.get(day);
    rows.push(el("tr", { class: reason ? "out" : null }, el("th", { scope: "row" }, longDay(day, true)),
      el("td", {}, reason ? `not counted: ${reason}` : String(++number))));
  }
  return el("table", {}, el("caption", {}, "The days, and their numbers"),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Day"), el("th", { scope: "col" }, "Number"))),
    el("tbody", {}, rows));
}

// --- what happens if it passes -------------------------------------------------------------------

function ifPassed(passed) {
  const title = el("h2", {}, "If there is no answer by then");
  if (!passed) return [title, el("p", {}, "What follows lies outside the years of the calendar, and cannot be worked out yet.")];
  const of = (actor) => passed.actions.filter((each) => each.actor === actor);
  return [
    title,
    passed.findings.map((each) => el("p", {}, el("strong", {}, found(each)), ` ${each.plain?.why ?? sentence(each.message)}`)),
    el("h3", {}, "What the requester can do"),
    passed.findings.map((each) => each.plain && el("p", {}, each.plain.requester)),
    of("requester").map(step),
    el("h3", {}, "What the authority should do"),
    passed.findings.map((each) => each.plain && el("p", {}, each.plain.authority)),
  ].flat();
}

const WHAT = { breach: "the law", promise: "the authority's own promise" };

function found({ kind, certainty, cites, date }) {
  const broken = certainty === "established" ? "is broken" : "may be broken";
  return `From ${longDay(date)} ${WHAT[kind] ?? "the code or guidance"} ${broken} (${cites}).`;
}

function step({ message, available_from, deadline, cites, draft }) {
  return el("div", { class: "step" },
    el("p", {}, sentence(message)),
    el("p", { class: "hint" }, `From ${longDay(available_from)}${deadline ? ` to ${longDay(deadline)}` : ""}; ${cites}`),
    draft && el("details", {}, el("summary", {}, "Draft of a letter"),
      el("p", {}, "What stands in brackets is for you to fill in. Read it through before you send it."),
      el("pre", { tabindex: "0" }, draft), copyButton("Copy the letter", () => draft)));
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

// --- what was asked ------------------------------------------------------------------------------

function given(law, received, kind) {
  const row = (name, value, href) => el("div", {}, el("dt", {}, name),
    el("dd", {}, value, " ", el("a", { href, class: "unprinted" }, "Change", el("span", { class: "unseen" }, ` ${name.toLowerCase()}`))));
  return [
    el("h2", {}, "What this is worked out from"),
    el("dl", {}, row("Law", law.title, "#due"), row("Received", longDay(received, true), `#due/${law.id}`),
      row("Authority", kindOf(kind).label, `#due/${law.id}/${received}`)),
    el("div", { class: "unprinted" },
      el("p", {}, "The address of this screen holds the answer: it can be kept, or sent to somebody else."),
      copyButton("Copy the link", () => location.href)),
  ];
}

function refused(errors) {
  return [el("p", {}, "The last day cannot be worked out:"), list(errors.map((each) => sentence(each.message)))];
}
