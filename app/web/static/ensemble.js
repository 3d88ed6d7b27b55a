// Theme switch, keys, copying, local times. Every page works without this file.
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// ── theme ──
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* it holds for this page then */ }
});

// ── times: stored in UTC, read in the reader's zone ──
const local = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
const steps = [[60, "minute"], [60, "hour"], [24, "day"], [Infinity, ""]];

function age(moment) {
  let amount = Math.max(0, (Date.now() - moment) / 60_000);
  if (amount < 1) return "just now";
  let unit = "minute";
  for (const [most, next] of steps.slice(1)) {
    if (amount < most) break;
    amount /= most;
    unit = next;
  }
  const whole = Math.floor(amount);
  return `${whole} ${unit}${whole === 1 ? "" : "s"} ago`;
}

for (const time of all("time[datetime]")) {
  const moment = new Date(time.dateTime);
  if (Number.isNaN(moment.valueOf())) continue;
  time.title = time.dateTime;
  time.textContent = time.hasAttribute("data-age") ? age(moment) : local.format(moment);
}

// ── copy ──
for (const button of all("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const said = button.querySelector("[data-said]");
    const before = said.textContent;
    said.textContent = "Copied";
    setTimeout(() => { said.textContent = before; }, 2_000);
  });
}

// ── keys ──
const places = new Map(all("[data-key]").map((link) => [link.dataset.key, link]));
const rows = all("tbody tr").filter((row) => row.querySelector("a"));
let current = -1;
let going = false;

// Single keys can be turned off, for those who speak to their computer.
const keys = document.querySelector("[data-keys]");
try { keys.checked = localStorage.getItem("keys") !== "off"; } catch { /* on, then */ }
keys?.addEventListener("change", () => {
  try { localStorage.setItem("keys", keys.checked ? "on" : "off"); } catch { /* for this page, then */ }
});

function move(step) {
  if (!rows.length) return;
  rows[current]?.classList.remove("is-current");
  current = Math.min(rows.length - 1, Math.max(0, current + step));
  rows[current].classList.add("is-current");
  rows[current].querySelector("a").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!keys?.checked || event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (going && places.has(event.key)) places.get(event.key).click();
  going = event.key === "g";
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector("[data-search]")?.focus();
  }
  if (event.key === "j") move(1);
  if (event.key === "k") move(-1);
  if (event.key === "?") document.getElementById("keys")?.togglePopover?.();
});

// ── filters stand open where there is room for them ──
if (matchMedia("(min-width: 60rem)").matches) for (const fold of all(".facets-fold")) fold.open = true;

// ── a drawing wider than the screen begins at its root ──
for (const canvas of all(".graph-canvas")) {
  const rooted = canvas.querySelector(".is-root");
  if (!rooted || canvas.scrollWidth <= canvas.clientWidth) continue;
  const box = rooted.getBoundingClientRect();
  canvas.scrollLeft += box.left + box.width / 2 - canvas.getBoundingClientRect().left - canvas.clientWidth / 2;
}
