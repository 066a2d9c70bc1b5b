// Elements, made in one call.

// el("p", {class: "hint"}, "Text", otherNode): an element. Attributes that are null or false are left
// out, one that is true has no value; `onclick` and its like are listeners. What is inside may be
// text, nodes and lists of them; null and false are left out.
export function el(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

export const link = (href, ...text) => el("a", { href }, ...text);

export const list = (items, attributes = {}) => el("ul", attributes, items.map((each) => el("li", {}, each)));

// Says a thing to those who do not see the page change.
export function announce(text) {
  document.getElementById("said").textContent = text;
}

// "Monday 4 March 2024", or without the weekday.
export function longDay(iso, weekday = false) {
  const how = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", weekday ? { weekday: "long", ...how } : how)
    .format(new Date(`${iso}T00:00:00Z`)).replace(",", "");
}

// A button that copies a text.
export function copyButton(label, text) {
  const made = el("button", { type: "button", class: "second unprinted", onclick: copy }, label);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
      announce("Copied");
      made.textContent = "Copied";
    } catch {
      made.textContent = "Your browser does not let this page copy";
    }
    setTimeout(() => (made.textContent = label), 3000);
  }
  return made;
}
