// The fields of the walk: one of several answers, some of which ask for more; "I don't know" is one.

import { el } from "./dom.js";
import { dateField, group, newId, textField } from "./form.js";

const UNKNOWN = "I don't know";
const NEEDED = "Choose an answer. \u201cI don't know\u201d is one of them";

// The field of a question. `value` is the answer that was given before, as the engine has it.
export const fieldOf = (asked, value) => KINDS[asked.kind](asked, value);

const KINDS = {
  choice: (asked, value) => oneOf(asked, value, named(asked)),
  "yes-no": (asked, value) => oneOf(asked, value, [
    { value: "true", label: "Yes", gives: () => true },
    { value: "false", label: "No", gives: () => false },
    ...named(asked)]),
  day: (asked, value) => oneOf(asked, value, [...days(asked, value), ...named(asked)]),
  number: (asked, value) => oneOf(asked, value, [
    given("A number", numberInput(value)), ...named(asked)]),
  text: (asked, value) => oneOf(asked, value, [given("This", textInput(value)), ...named(asked)]),
  names: (asked, value) => oneOf(asked, value, [
    given("It names", namesInput(asked, value)),
    { value: "none", label: "It names none", gives: () => [] }]),
  states: (asked, value) => oneOf(asked, value, [
    given("It says or does what is ticked, and nothing else of these", checkboxes(asked, value))]),
  event,
};

// What happened, and on which day.
function event(asked, value) {
  const what = typeof value === "object" && value ? value.event : value;
  const answer = oneOf(asked, what, named(asked));
  const when = oneOf({ asks: "When was that?" }, value?.on, days(asked, value?.on), false);
  const needsDay = () => answer.wrong() === null && ![null, "nothing"].includes(answer.value());
  const show = () => (when.node.hidden = !needsDay());
  answer.node.addEventListener("change", show);
  show();
  return {
    ...answer,
    node: el("div", {}, answer.node, when.node),
    value: () => (needsDay() ? { event: answer.value(), on: when.value() } : answer.value()),
    wrong: () => answer.wrong() ?? (needsDay() ? when.wrong() : null),
    mark(message) {
      answer.mark(message !== null && !needsDay() ? message : null);
      when.mark(message !== null && needsDay() ? message : null);
    },
  };
}

// --- one of several answers ------------------------------------------------------------------------

// `options` are {value, label, inner, gives}: `inner` is a field that shows where it is chosen;
// `gives()` its answer. The last one is that it is not known.
function oneOf(asked, value, options, titled = true) {
  const id = newId("answer");
  const all = [...options, { value: "unknown", label: UNKNOWN, gives: () => null }];
  const before = value === undefined ? null : all.find((each) => each.is?.(value) ?? same(each.gives(), value));
  const inputs = all.map((each, at) => el("input", { type: "radio", name: id, value: each.value,
    id: at ? `${id}-${at}` : id, checked: each === before }));
  const shown = all.map((each, at) => [
    el("div", { class: "choice" }, inputs[at], el("div", {}, el("label", { for: inputs[at].id }, each.label))),
    each.inner && el("div", { class: "inner", hidden: true }, each.inner.node)]);
  const likely = shown.filter((_, at) => !all[at].further);
  const further = shown.filter((_, at) => all[at].further);
  const more = further.length > 0 && el("details", { open: before?.further },
    el("summary", {}, "Something else"), further);
  const { node, mark } = group(id, { label: asked.asks, titled, inputs: [] },
    likely.slice(0, -1), more, likely.slice(-1));
  const chosen = () => all[inputs.findIndex((each) => each.checked)];
  const reveal = () => all.forEach((each, at) =>
    each.inner && (shown[at][1].hidden = !inputs[at].checked));
  node.addEventListener("change", reveal);
  reveal();
  return {
    id, node, mark, titled,
    value: () => chosen()?.gives() ?? null,
    wrong: () => (chosen() ? chosen().inner?.wrong() ?? null : NEEDED),
  };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const named = (asked) => (asked.choices ?? []).filter((each) => asked.kind !== "names" || each.value === "nothing")
  .map(({ value, says, further }) => ({ value, label: says, further, gives: () => value }));

function given(label, inner) {
  return { value: "given", label, inner, is: inner.is, gives: () => inner.value() };
}

// --- what an answer asks for -----------------------------------------------------------------------

function days(asked, value) {
  const exact = typeof value === "string" && /^\d/.test(value) ? value : null;
  const span = value?.from ? value : {};
  const day = bounded(dateField({ label: "The day", hint: "For example, 27 3 2024", value: exact }), asked);
  const from = bounded(dateField({ label: "The first day it may have been", value: span.from }), asked);
  const to = dateField({ label: "The last day it may have been", value: span.to });
  return [
    { value: "day", label: "On a day that I know", inner: day, gives: () => day.value(), is: (v) => v === exact && exact !== null },
    { value: "between", label: "Between two days", inner: together(from, to), is: (v) => Boolean(v?.from),
      gives: () => ({ from: from.value(), to: to.value() }) },
  ];
}

// A day that lies among those that may be answered.
function bounded(field, { first, last }) {
  const outside = () => (first && field.value() < first) || (last && field.value() > last);
  return { ...field, wrong: () => field.wrong() ??
    (outside() ? `The day must be from ${short(first)} to ${short(last)}` : null) };
}

const short = (iso) => iso.split("-").reverse().map(Number).join(" ");

function together(from, to) {
  const wrong = () => from.wrong() ?? to.wrong() ??
    (to.value() < from.value() ? "The last day must not be before the first" : null);
  return { node: el("div", {}, from.node, to.node), wrong };
}

function numberInput(value) {
  const field = textField({ label: "A whole number", value: Number.isInteger(value) ? String(value) : "", needed: "Enter a whole number" });
  const number = () => (/^\d+$/.test(field.value() ?? "") ? Number(field.value()) : null);
  return { ...field, value: number, is: Number.isInteger, wrong: () => (number() === null ? "Enter a whole number" : null) };
}

function textInput(value) {
  const field = textField({ label: "In words", value: typeof value === "string" ? value : "", needed: "Enter what it is" });
  return { ...field, is: (v) => typeof v === "string" && v !== "nothing" };
}

function namesInput(asked, value) {
  const known = Array.isArray(value) ? value.join(", ") : "";
  const hint = `As ${asked.hint.replace(/^an? /, "a ")}; several with commas between them`;
  const field = textField({ label: "Which", hint, value: known, needed: "Enter which, such as the letter has them" });
  const names = () => (field.value() ?? "").split(/[,;]/).map((each) => each.trim()).filter(Boolean);
  return { ...field, value: names, is: (v) => Array.isArray(v) && v.length > 0 };
}

function checkboxes(asked, value) {
  const id = newId("ticked");
  const inputs = asked.choices.map((each, at) => el("input", { type: "checkbox", id: `${id}-${at}`,
    value: each.value, checked: value?.[each.value] === true }));
  const shown = asked.choices.map((each, at) => el("div", { class: "choice" }, inputs[at],
    el("div", {}, el("label", { for: inputs[at].id }, each.says))));
  const set = el("fieldset", {}, el("legend", { class: "unseen" }, asked.asks), shown);
  return { node: set, wrong: () => null, is: (v) => v !== null && typeof v === "object",
    value: () => Object.fromEntries(inputs.map((each) => [each.value, each.checked])) };
}
