// "When is it due?": the law, the day and the kind of authority are asked, one a screen.
//
// "#due" asks the first, "#due/foia" the second, "#due/foia/2024-03-04" the third, and
// "#due/foia/2024-03-04/general" is the answer (due-answer.js).

import { dueAnswer } from "./due-answer.js";
import { dateField, questionScreen, radiosField } from "./form.js";
import { LAWS } from "./law.js";
import { kindOf, lawHint } from "./words.js";

export const way = {
  screen: "due",
  title: "When is it due?",
  says: "The last day for answering a request, the days that do not count and why, and what happens if it passes.",
};

export const screens = { due };

const given = {}; // what was answered last, so that going back shows it

function due(root, params, ask) {
  const [regime, received, kind] = params;
  const law = LAWS.find((each) => each.id === regime);
  if (!law) return whichLaw(root);
  given.regime = regime;
  if (!/^\d{4}-\d\d-\d\d$/.test(received)) return whichDay(root, law);
  given.received = received;
  if (!law.kinds.includes(kind)) return whichKind(root, law, received);
  given.kind = kind;
  return dueAnswer(root, law, received, kind, ask);
}

function whichLaw(root) {
  const title = "Which law is the request under?";
  const options = LAWS.map((each) => ({ value: each.id, label: each.title, hint: lawHint(each.id) }));
  questionScreen(root, {
    title,
    back: "#",
    fields: { law: radiosField({ label: title, titled: true, options, value: given.regime, needed: "Choose a law" }) },
    then: ({ law }) => go(law),
  });
}

function whichDay(root, law) {
  const title = "When did the authority receive the request?";
  const hint = "The day on which it arrived, whether or not the office was open. For example, 27 3 2026";
  questionScreen(root, {
    title,
    back: "#due",
    fields: { received: dateField({ label: title, hint, titled: true, value: given.received }) },
    then: ({ received }) => go(law.id, received),
  });
}

function whichKind(root, law, received) {
  const title = "What kind of authority is it?";
  const options = law.kinds.map((value) => ({ value, ...kindOf(value) }));
  const needed = "Choose a kind of authority";
  questionScreen(root, {
    title,
    back: `#due/${law.id}`,
    fields: { kind: radiosField({ label: title, titled: true, options, value: given.kind, needed }) },
    then: ({ kind }) => go(law.id, received, kind),
  });
}

function go(...params) {
  location.hash = ["due", ...params].map(encodeURIComponent).join("/");
}
