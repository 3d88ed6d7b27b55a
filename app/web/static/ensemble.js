// What every page has: the theme switch, local times, copying, filters that stand open. Every page works without it.
const root = document.documentElement;
const all = (selector) => document.querySelectorAll(selector);

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

// ── copying, where the browser allows it ──
for (const button of navigator.clipboard ? all("[data-copy]") : []) {
  button.hidden = false;
  const said = button.querySelector("[data-said]");
  const before = said.textContent;
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    said.textContent = "Copied";
    setTimeout(() => { said.textContent = before; }, 2_000);
  });
}

// ── filters stand open where there is room for them ──
if (matchMedia("(min-width: 60rem)").matches) for (const fold of all(".facets-fold")) fold.open = true;
