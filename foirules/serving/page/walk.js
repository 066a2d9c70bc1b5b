// "What can I do?": one question a screen, the next one chosen by the engine, and what is found.
//
// "#walk/3" is the third question that was asked, "#walk/end" the end. The answers are in this module
// and nowhere else; they stay when one goes back, and are used again where they still fit.

import { announce, el } from "./dom.js";
import { backLink, questionScreen } from "./form.js";
import { fieldOf } from "./walk-fields.js";
import { walkEnd } from "./walk-end.js";

export const way = {
  screen: "walk",
  title: "What can I do?",
  says: "A few questions about a request; then what went wrong, what can be done next and by when, with drafts of letters.",
};

export const screens = { walk };

const asked = new Map(); // every question that was put, by its id
const answers = new Map(); // every answer that was given, by the question's id
let steps = []; // the ids of the questions on the way, in their order
let end = null; // what the engine said at the end
let onward = false; // whether what is open at the end is being answered

async function walk(root, [number = "1"], ask) {
  if (number === "end" && end) return walkEnd(root, { end, asked, answers, steps, further, again });
  if (!steps.length) {
    const waits = el("p", { class: "waits" }, "The first question is on its way …");
    root.append(el("h1", {}, "What can I do?"), waits);
    const problem = await next(ask);
    root.replaceChildren();
    if (problem) return root.append(backLink("#"), el("h1", {}, "What can I do?"), problem);
  }
  const place = Math.min(Math.max(Number.parseInt(number, 10) || 1, 1), steps.length);
  if (String(place) !== number) history.replaceState(null, "", `#walk/${place}`);
  question(root, place, ask);
}

function question(root, place, ask) {
  const id = steps[place - 1];
  const intro = onward && place === steps.length && end
    ? [el("p", {}, el("a", { href: "#walk/end" }, "See what is found so far"))] : [];
  questionScreen(root, {
    title: asked.get(id).asks,
    back: place > 1 ? `#walk/${place - 1}` : "#",
    intro,
    fields: { answer: fieldOf(asked.get(id), answers.get(id)) },
    async then({ answer: said }) {
      const changed = !answers.has(id) || JSON.stringify(answers.get(id)) !== JSON.stringify(said);
      const before = answers.get(id);
      answers.set(id, said);
      if (changed) {
        announce("Working it out …");
        const problems = await weigh(ask);
        if (problems) {
          before === undefined ? answers.delete(id) : answers.set(id, before);
          return problems.map(({ message }) => ({ field: "answer", message }));
        }
      }
      location.hash = place < steps.length ? `#walk/${place + 1}` : "#walk/end";
    },
  });
}

// Asks what follows from the answers; returns what is wrong with them, or null.
async function weigh(ask) {
  const given = [...answers].map(([question, answer]) => ({ question, answer }));
  const { status, body } = await ask("/ask", { answers: given }, { as_of: today() });
  if (status !== 200) return body.errors;
  steps = [...asked.keys()].filter((id) => body.used.includes(id));
  end = body.end && { ...body.end, open: body.open };
  const following = body.question ?? (onward ? body.open[0] : null);
  if (following) put(following);
  return null;
}

function put(question) {
  asked.set(question.id, question);
  if (!steps.includes(question.id)) steps.push(question.id);
}

async function next(ask) {
  const problems = await weigh(ask);
  return problems && el("p", {}, problems.map((each) => each.message).join("; "));
}

// The first of the questions that are open at the end.
function further() {
  onward = true;
  put(end.open[0]);
  location.hash = `#walk/${steps.length}`;
}

function again() {
  asked.clear();
  answers.clear();
  steps = [];
  end = null;
  onward = false;
  location.hash = "#walk/1";
}

// Today in London, where days end as the law has them.
const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());
