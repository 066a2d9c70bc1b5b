// "When is it due?": the law, the day, the kind of authority; then the last day and how it comes about.
//
// "#due" asks the first, "#due/foia" the second, "#due/foia/2024-03-04" the third, and
// "#due/foia/2024-03-04/school" is the answer.

import { announce, el, link, list, longDay } from "./dom.js";
import { dateField, questionScreen, radiosField } from "./form.js";
import { LAWS } from "./law.js";
import { kindOf, lawHint } from "./words.js";

export const way = {
  screen: "due",
  title: "When is it due?",
  says: "The last day for answering a request, with the days that do not count and why.",
};

export const screens = { due };

const before = {}; // what was answered, so that going back shows it

function due(root, params, ask) {
  const [regime, received, kind] = params;
  const law = LAWS.find((each) => each.id === regime);
  if (!law) return whichLaw(root);
  if (!received) return whichDay(root, law);
  if (!kind) return whichKind(root, law, received);
  Object.assign(before, { regime, received, kind });
  return answer(root, law, received, kind, ask);
}

function whichLaw(root) {
  const title = "Which law is the request under?";
  const options = LAWS.map((each) => ({ value: each.id, label: each.title, hint: lawHint(each.id) }));
  questionScreen(root, {
    title,
    fields: { law: radiosField({ label: title, titled: true, options, value: before.regime, needed: "Choose a law" }) },
    then: ({ law }) => go((before.regime = law)),
  });
}

function whichDay(root, law) {
  const title = "When did the authority receive the request?";
  const hint = "The day on which it arrived, on a working day or not. For example, 27 3 2026";
  questionScreen(root, {
    title,
    fields: { received: dateField({ label: title, hint, titled: true, value: before.received }) },
    then: ({ received }) => go(law.id, (before.received = received)),
  });
}

function whichKind(root, law, received) {
  const title = "What kind of authority is it?";
  const options = law.kinds.map((value) => ({ value, ...kindOf(value) }));
  questionScreen(root, {
    title,
    fields: { kind: radiosField({ label: title, titled: true, options, value: before.kind, needed: "Choose a kind of authority" }) },
    then: ({ kind }) => go(law.id, received, (before.kind = kind)),
  });
}

async function answer(root, law, received, kind, ask) {
  const title = el("h1", {}, "When is it due?");
  const waits = el("p", { class: "waits" }, "Working it out …");
  root.append(title, waits);
  const { status, body } = await ask("/due", { received, regime: law.id, authority_type: kind });
  waits.remove();
  if (status !== 200) return root.append(...refused(body.errors));
  announce(`The last day is ${longDay(body.due, true)}`);
  root.append(
    el("p", { class: "answer" }, el("span", {}, "The last day for an answer is "), el("strong", {}, longDay(body.due, true))),
    el("p", {}, `Received on ${longDay(received, true)}, the day before the first that can count; ${body.cites}.`),
    body.calendar.provisional && el("p", { class: "limits" }, `Bank holidays are announced until ${longDay(body.calendar.announced_until)}; a later one may still move this day.`),
    ...daysLeftOut(body.disregarded),
    el("p", { class: "unprinted" }, link("#due", "Ask about another request")),
  );
}

function daysLeftOut(days) {
  const weekend = ({ reason }) => reason === "Saturday" || reason === "Sunday";
  const named = days.filter((each) => !weekend(each));
  const weekends = days.length - named.length;
  return [
    el("h2", {}, "Days that do not count"),
    list([...named.map(({ date, reason }) => `${longDay(date, true)}: ${reason}`), weekends > 0 && `${weekends} days of weekends`].filter(Boolean)),
  ];
}

function refused(errors) {
  return [el("p", {}, "The last day cannot be worked out:"), list(errors.map((each) => each.message)),
    el("p", {}, link("#due", "Start again"))];
}

function go(...params) {
  location.hash = ["due", ...params].map(encodeURIComponent).join("/");
}
