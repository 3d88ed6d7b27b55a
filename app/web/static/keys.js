// Single keys. They rest in fields, and can be turned off by those who speak to their computer.
const all = (selector) => [...document.querySelectorAll(selector)];
const places = new Map(all("[data-key]").map((link) => [link.dataset.key, link]));
const rows = all("main :is(tbody tr, .hit, .gap, .gap-line)").filter((row) => row.querySelector("a"));
const headings = all("main h2").filter((heading) => heading.checkVisibility());
const sheet = document.getElementById("keys");

const enabled = document.querySelector("[data-keys]");
try { enabled.checked = localStorage.getItem("keys") !== "off"; } catch { /* on, then */ }
enabled.addEventListener("change", () => {
  try { localStorage.setItem("keys", enabled.checked ? "on" : "off"); } catch { /* for this page, then */ }
});

// The place one has come to in a list of elements, moved by a step; stays within the list.
function walk(elements, show) {
  let here = -1;
  return (step) => {
    if (!elements.length) return;
    const before = elements[here];
    here = Math.min(elements.length - 1, Math.max(0, here + step));
    show(elements[here], before);
  };
}

const row = walk(rows, (to, from) => {
  from?.classList.remove("is-current");
  to.classList.add("is-current");
  to.querySelector("a").focus();
});

const section = walk(headings, (to) => {
  to.tabIndex = -1;
  to.scrollIntoView();
  to.focus({ preventScroll: true });
});

// The drawing that has the focus, else the first to be seen.
function zoom(how) {
  const buttons = [...(document.activeElement.closest(".graph-frame") ?? document).querySelectorAll(`[data-zoom="${how}"]`)];
  buttons.find((button) => button.checkVisibility())?.click();
}

async function copyRef() {
  const ref = document.querySelector("[data-ref]")?.textContent.trim();
  if (!ref) return;
  const said = document.createElement("p");
  said.className = "toast";
  said.setAttribute("role", "status");
  document.body.append(said);
  try {
    await navigator.clipboard.writeText(ref);
    said.textContent = `Copied ${ref}`;
  } catch {
    said.textContent = `The browser lets nothing be copied here. It is ${ref}`;
  }
  setTimeout(() => said.remove(), 4_000);
}

const keys = {
  "/": () => document.querySelector("[data-search]").focus(),
  "j": () => row(1),
  "k": () => row(-1),
  "]": () => section(1),
  "[": () => section(-1),
  "y": copyRef,
  "+": () => zoom("in"),
  "-": () => zoom("out"),
  "0": () => zoom("fit"),
  "?": () => sheet.togglePopover(),
};

let going = false;
document.addEventListener("keydown", (event) => {
  // Some keyboards write [ and ] with AltGr, which also reports Ctrl and Alt.
  const held = event.metaKey || (event.ctrlKey || event.altKey) && !event.getModifierState("AltGraph");
  if (held || event.isComposing || !enabled.checked) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (sheet.matches(":popover-open") && event.key !== "?") return;
  const act = going && places.has(event.key) ? () => places.get(event.key).click() : keys[event.key];
  going = event.key === "g";
  if (!act) return;
  event.preventDefault();
  act();
});
