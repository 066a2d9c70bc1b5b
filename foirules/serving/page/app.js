// The shell: screens by the fragment, the start screen, and how far the engine has come.
//
// A screen's module exports `screens`, functions by name, and perhaps `way`, its line on the start
// screen. "#due/foia/2024-03-04" shows the screen `due` with the params ["foia", "2024-03-04"].

import { ask, inThePage, start } from "./ask.js";
import { el, link } from "./dom.js";
import * as drop from "./drop.js";
import * as due from "./due.js";
import { newer } from "./newer.js";

const MODULES = [due, drop];
const SCREENS = Object.assign({}, ...MODULES.map((each) => each.screens));
const main = document.getElementById("main");
let shown = 0;

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the fragment names screens
  main.focus();
});
document.getElementById("privacy").textContent = inThePage
  ? "Everything is worked out in your browser. Nothing that you enter is sent anywhere."
  : "What you enter is sent to the service that gave you this page, which keeps and logs nothing of it.";
window.addEventListener("hashchange", () => show());
show(true);
start(engine).then(() => inThePage && newer(offer));

async function show(first = false) {
  const own = ++shown;
  const [name, ...params] = location.hash.slice(1).split("/").map(decoded);
  const screen = name === "" ? beginning : SCREENS[name] ?? missing;
  const place = el("div");
  main.replaceChildren(place);
  try {
    await screen(place, params, ask);
  } catch (error) {
    console.error(error);
    broken(place);
  }
  if (own !== shown) return; // another screen has taken its place
  document.documentElement.dataset.screen = location.hash.slice(1); // it is whole
  const heading = place.querySelector("h1");
  document.title = name === "" ? heading.textContent : `${heading.textContent} – foirules`;
  if (first) return;
  heading.setAttribute("tabindex", "-1");
  heading.focus();
  window.scrollTo(0, 0);
}

function beginning(root) {
  root.append(el("h1", {}, "Time limits of requests for information"),
    el("p", { class: "lead" }, "When a public authority must answer a request for information, and what can be done where it has not."),
    ...MODULES.filter((each) => each.way).map(({ way }) => el("div", { class: "way" },
      el("h2", {}, link(`#${way.screen}`, way.title)), el("p", {}, way.says))));
}

function missing(root) {
  root.append(el("h1", {}, "There is no such screen"),
    el("p", {}, "The address names a screen that this page does not have. ", link("#", "Go to the start")));
}

function broken(root) {
  root.replaceChildren(el("h1", {}, "This screen has failed"),
    el("p", {}, "It is a fault of the page, not of what you entered. ", link("#", "Go to the start")));
}

function engine({ state, done, whole }) {
  const says = {
    loading: () => `The engine is being loaded: ${Math.round((100 * done) / whole)}%`,
    failed: () => "The engine did not start in this browser. Load the page again, or try another browser.",
    ready: () => "",
  };
  document.getElementById("engine").textContent = says[state]();
  document.documentElement.dataset.engine = state;
}

function offer(use) {
  if (document.querySelector(".newer")) return;
  main.before(el("p", { class: "newer", role: "status" }, "A newer version of this page is ready. ",
    el("button", { type: "button", class: "second", onclick: use }, "Use it")));
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
