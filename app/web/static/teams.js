// The teams a reader calls their own: marked on a team's page, listed on the home page, kept in this browser alone.
const KEY = "teams";

function kept() {
  try {
    const teams = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(teams) ? teams.filter((team) => /^\/(teams|entities)\//.test(team?.url)) : [];
  } catch {
    return [];
  }
}

function keep(teams) {
  try { localStorage.setItem(KEY, JSON.stringify(teams)); } catch { /* nothing is remembered then */ }
}

// ── on the page of a team ──
const button = document.querySelector("[data-my-team]");
if (button) {
  const url = location.pathname;
  const said = button.querySelector("[data-said]");
  const name = button.dataset.myTeam;
  const tell = () => {
    said.textContent = kept().some((team) => team.url === url) ? "Remove from my teams" : "Add to my teams";
  };
  button.addEventListener("click", () => {
    const others = kept().filter((team) => team.url !== url);
    keep(others.length < kept().length ? others : [...others, { name, url }]);
    tell();
  });
  tell();
  button.hidden = false;
}

// ── on the home page ──
const panel = document.querySelector("[data-my-teams]");
if (panel) {
  const list = panel.querySelector("ul");
  for (const { name, url } of kept()) {
    // A team that is listed on the page already brings its gaps and who is on call along.
    const known = document.querySelector(`tbody a.owner[href="${CSS.escape(url)}"]`)?.closest("tr");
    const link = known?.querySelector("a.owner").cloneNode(true) ?? Object.assign(document.createElement("a"), { href: url, textContent: name });
    const item = document.createElement("li");
    item.className = "list-row";
    item.append(link);
    const gaps = known?.querySelector("td > .row");
    if (gaps) {
      const told = document.createElement("span");
      told.className = "list-sub row push";
      told.append("Gaps", gaps.cloneNode(true));
      item.append(told);
    }
    list.append(item);
  }
  panel.hidden = !list.children.length;
}
