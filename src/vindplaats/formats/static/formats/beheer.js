// The form manager: fields save themselves (kern/js/bewaren.js), so Enter does not send the form; a change of the kind of
// question shows its other fields; the preview opens in a window as wide as a phone.

const wachtOpBewaren = new Set();

for (const vorm of document.querySelectorAll("[data-fb-vorm]")) {
  for (const knop of vorm.querySelectorAll("[data-zonder-js]")) knop.hidden = true;
  vorm.addEventListener("submit", (e) => { e.preventDefault(); e.target.querySelector("input, select, textarea")?.blur(); });
}
for (const knop of document.querySelectorAll("[data-fb-venster]")) {
  knop.hidden = false;
  knop.addEventListener("click", () => window.open(location.href, "vp-telefoon", "width=390,height=800"));
}
document.addEventListener("input", (e) => { if (e.target.dataset.vpBewaar) wachtOpBewaren.add(e.target); });
document.addEventListener("vp:bewaard", (e) => {
  wachtOpBewaren.delete(e.target);
  if (e.target.name === "soort" && !wachtOpBewaren.size) location.reload();
});
