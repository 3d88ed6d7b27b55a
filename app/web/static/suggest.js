// Suggestions as one types into the search: the combobox pattern of WAI-ARIA. Without it, Enter searches all the same.
const PAUSE = 120; // milliseconds without a key before anything is asked
const input = document.querySelector("[data-search]");
const form = input.form;
const list = made("div", { role: "listbox", id: "suggestions", "aria-label": "Suggestions" });
const status = made("span", { class: "sr", role: "status" });
const foot = made("div", { class: "suggest-foot", "aria-hidden": "true" });
const box = made("div", { class: "suggest" }, list, foot);
let timer, request;
let chosen = -1;

for (const [keys, what] of [["↑ ↓", "choose"], ["Enter", "open"], ["Esc", "close"]]) {
  foot.append(made("span", {}, ...keys.split(" ").flatMap((key) => [made("kbd", {}, key), " "]), what));
}
for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
  input.setAttribute(name, value);
}
box.hidden = true;
form.append(box, status);

function made(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

// The name with what was typed in bold, where it holds it as it was typed.
function marked(name, typed) {
  const at = name.toLowerCase().indexOf(typed.toLowerCase());
  if (at < 0) return [name];
  const end = at + typed.length;
  return [name.slice(0, at), made("mark", {}, name.slice(at, end)), name.slice(end)];
}

function option({ name, kind, icon: sign, owner, url }, place, typed) {
  const note = [kind, owner].filter(Boolean).join(", ");
  return made("a", { class: "suggest-item", role: "option", id: `suggestion-${place}`, "aria-selected": "false", tabindex: "-1", href: url },
    icon(sign), made("span", {}, ...marked(name, typed)), made("small", {}, note));
}

function close() {
  clearTimeout(timer);
  request?.abort();
  show([]);
  status.textContent = "";
}

function show(options) {
  choose(-1);
  list.replaceChildren(...options);
  box.hidden = !options.length;
  input.setAttribute("aria-expanded", String(!box.hidden));
}

function choose(place) {
  list.children[chosen]?.setAttribute("aria-selected", "false");
  chosen = place;
  const option = list.children[place];
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

async function ask() {
  const typed = input.value.trim();
  request?.abort();
  if (!typed) return close();
  request = new AbortController();
  try {
    const response = await fetch(`/search/suggest?${new URLSearchParams({ q: typed })}`, { signal: request.signal });
    if (!response.ok) return close();
    const found = await response.json();
    show(found.map((each, place) => option(each, place, typed)));
    status.textContent = found.length ? `${found.length} suggestion${found.length === 1 ? "" : "s"}` : "No suggestions";
  } catch (fault) {
    // An answer that was overtaken says nothing; a lost connection leaves plain search.
    if (fault.name !== "AbortError") close();
  }
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});

// From the last the next is the field itself, and then the first again.
const turn = (step) => choose((chosen + step + 1 + list.children.length + 1) % (list.children.length + 1) - 1);
const keys = {
  ArrowDown: () => (box.hidden ? ask() : turn(1)),
  ArrowUp: () => (box.hidden ? ask() : turn(-1)),
  Escape: () => (box.hidden ? input.blur() : close()),
  Enter: () => list.children[chosen].click(),
};

input.addEventListener("keydown", (event) => {
  const act = event.key === "Enter" && chosen < 0 ? undefined : keys[event.key];
  if (!act || event.isComposing) return;
  event.preventDefault();
  act();
});

// A press on an option keeps the field focused, so that the list is there when the press ends.
box.addEventListener("pointerdown", (event) => event.preventDefault());
box.addEventListener("mousedown", (event) => event.preventDefault());
input.addEventListener("blur", close);
