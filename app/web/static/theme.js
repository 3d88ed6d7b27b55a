// The theme stands before the first paint, so this is loaded in the head and runs at once.
const asked = new URLSearchParams(location.search).get("theme");
let kept = asked;
try { kept = asked || localStorage.getItem("theme"); } catch { /* storage may be switched off */ }
if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
else if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
