// A question a screen: fields, a button, and what is wrong with the answers, told in one place.
//
// A field is {id, node, value(), wrong(), mark(message)}: `value()` is the answer, null where there is
// none; `wrong()` what is wrong with it, or null; `mark(message)` shows that at the field, and null
// takes it away; `id` is that of the element that gets the focus.

import { el } from "./dom.js";

const DIGITS = /^\d+$/;
let made = 0;

// A screen with a form. `fields` are by name; `then(values)` is called once all are right, and may
// return a list of {field, message} that are wrong after all (`field` may be left out). `back` is where
// the link above leads to; without it the screen before.
export function questionScreen(root, { title, back = null, intro = [], fields, button = "Continue", then }) {
  const summary = el("div");
  const form = el("form", { novalidate: true, onsubmit: submitted },
    Object.values(fields).map((field) => field.node), el("button", { type: "submit" }, button));
  const alone = Object.values(fields).length === 1 && Object.values(fields)[0].titled;
  root.append(backLink(back), summary, ...(alone ? [] : [el("h1", {}, title)]), ...intro, form);

  async function submitted(event) {
    event.preventDefault();
    const wrong = Object.entries(fields)
      .map(([field, each]) => ({ field, message: each.wrong() })).filter((each) => each.message);
    const values = Object.fromEntries(Object.entries(fields).map(([k, each]) => [k, each.value()]));
    const found = wrong.length ? wrong : (await then(values)) || [];
    showErrors(summary, fields, found);
  }
}

export function backLink(href = null) {
  const before = (event) => (event.preventDefault(), history.back());
  return el("a", { href: href ?? "#", class: "back", onclick: href === null && before }, "Back");
}

// The summary of what is wrong, with the focus on it; each line leads to its field.
export function showErrors(place, fields, errors) {
  for (const [name, field] of Object.entries(fields))
    field.mark(errors.find((each) => each.field === name)?.message ?? null);
  place.replaceChildren();
  document.title = document.title.replace(/^Error: /, "");
  if (!errors.length) return;
  const lines = errors.map(({ field, message }) => el("li", {}, fields[field]
    ? el("a", { href: `#${fields[field].id}`, onclick: (event) => reach(event, fields[field].id) }, message)
    : message));
  const shown = el("div", { class: "errors", role: "alert", tabindex: "-1", "aria-labelledby": "errors-title" },
    el("h2", { id: "errors-title" }, "There is a problem"), el("ul", {}, lines));
  place.append(shown);
  document.title = `Error: ${document.title}`;
  shown.focus();
}

function reach(event, id) {
  event.preventDefault(); // the fragment names screens
  document.getElementById(id).focus();
}

// A day in three fields; the answer is YYYY-MM-DD. With `titled` the label is the screen's heading.
export function dateField({ label, hint = null, value = null, titled = false }) {
  const id = newId("day");
  const [year, month, day] = (value ?? "--").split("-");
  const part = (name, given, wide) => {
    const input = el("input", { id: name === "day" ? id : `${id}-${name}`, inputmode: "numeric",
      autocomplete: "off", size: wide, class: `wide-${wide}`, value: given.replace(/^0+/, "") });
    return [el("div", {}, el("label", { for: input.id }, name[0].toUpperCase() + name.slice(1)), input), input];
  };
  const parts = [part("day", day ?? "", 2), part("month", month ?? "", 2), part("year", year ?? "", 4)];
  const inputs = parts.map((each) => each[1]);
  const { node, mark } = group(id, { label, hint, titled, inputs },
    el("div", { class: "day-parts" }, parts.map((each) => each[0])));
  const given = () => inputs.map((each) => each.value.trim());

  function wrong() {
    const missing = ["day", "month", "year"].filter((_, at) => !given()[at]);
    if (missing.length === 3) return "Enter a date";
    if (missing.length) return `The date must include a ${missing.join(" and a ")}`;
    if (!given().every((each) => DIGITS.test(each)) || given()[2].length !== 4 || answer() === null)
      return "The date must be a real date, such as 27 3 2026";
    return null;
  }

  function answer() {
    if (!given().every((each) => DIGITS.test(each))) return null;
    const [d, m, y] = given().map(Number);
    const read = new Date(Date.UTC(y, m - 1, d));
    if (read.getUTCFullYear() !== y || read.getUTCMonth() !== m - 1 || read.getUTCDate() !== d) return null;
    return read.toISOString().slice(0, 10);
  }
  return { id, node, mark, wrong, value: answer, titled };
}

// One of several: `options` are {value, label, hint}. `needed` is what is said where none is chosen.
export function radiosField({ label, hint = null, options, value = null, titled = false, needed = "Choose one" }) {
  const id = newId("choice");
  const inputs = options.map((each, at) => el("input", { type: "radio", name: id, value: each.value,
    id: at ? `${id}-${at}` : id, checked: each.value === value, "aria-describedby": each.hint ? `${id}-${at}-hint` : null }));
  const shown = options.map((each, at) => el("div", { class: "choice" }, inputs[at],
    el("div", {}, el("label", { for: inputs[at].id }, each.label),
      each.hint && el("p", { class: "hint", id: `${id}-${at}-hint` }, each.hint))));
  const { node, mark } = group(id, { label, hint, titled, inputs: [] }, shown);
  const chosen = () => inputs.find((each) => each.checked)?.value ?? null;
  return { id, node, mark, value: chosen, wrong: () => (chosen() === null ? needed : null), titled };
}

// A line of text, or with `rows` several.
export function textField({ label, hint = null, value = "", rows = 0, needed = null }) {
  const id = newId("text");
  const input = el(rows ? "textarea" : "input", { id, rows: rows || null, value: rows ? null : value });
  if (rows) input.value = value ?? "";
  const said = description(id, hint);
  const node = el("div", { class: "field" }, el("label", { for: id }, label), said.nodes, input);
  const given = () => input.value.trim() || null;
  const mark = (message) => said.mark(message, node, [input]);
  return { id, node, mark, value: given, wrong: () => (needed && given() === null ? needed : null) };
}

// Several inputs under one legend.
export function group(id, { label, hint, titled, inputs }, ...inside) {
  const said = description(id, hint);
  const set = el("fieldset", {}, el("legend", {}, titled ? el("h1", {}, label) : label), said.nodes, ...inside);
  const node = el("div", { class: "field" }, set);
  said.mark(null, node, [set]);
  const mark = (message) => {
    said.mark(message, node, [set]);
    for (const each of inputs) each.toggleAttribute("aria-invalid", message !== null);
  };
  return { node, mark };
}

// The hint of a field and the place of what is wrong with it.
function description(id, hint) {
  const error = el("p", { class: "error", id: `${id}-error` });
  const nodes = [hint && el("p", { class: "hint", id: `${id}-hint` }, hint), error];
  function mark(message, node, described) {
    error.replaceChildren(...(message ? [el("span", { class: "unseen" }, "Error: "), message] : []));
    node.classList.toggle("wrong", message !== null);
    const by = [hint && `${id}-hint`, message && error.id].filter(Boolean).join(" ");
    for (const each of described)
      by ? each.setAttribute("aria-describedby", by) : each.removeAttribute("aria-describedby");
  }
  return { nodes, mark };
}

export const newId = (name) => `${name}-${++made}`;
