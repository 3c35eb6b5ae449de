// "Regel erbij": one more empty row in a list of lines or a table, made from the last one. Without this file the page offers
// one empty row more than is filled.
const NUMMERS = ["name", "id", "for", "aria-describedby", "data-fout"];

function erbij(vorm, focus) {
  const lijst = vorm.querySelector("[data-regels]"), laatste = lijst.lastElementChild;
  const oud = Number(laatste.dataset.nr), nieuw = laatste.cloneNode(true);
  nieuw.dataset.nr = oud + 1;
  for (const el of nieuw.querySelectorAll("*")) {
    for (const naam of NUMMERS) {
      const was = el.getAttribute(naam);
      if (was) el.setAttribute(naam, was.replace(new RegExp(`(^|\\.|-r)${oud}(?=[.-])`), `$1${oud + 1}`));
    }
    if (el.hasAttribute("aria-label")) el.setAttribute("aria-label", el.getAttribute("aria-label").replace(String(oud + 1), String(oud + 2)));
    if (el.matches("input, select, textarea")) { el.value = ""; el.removeAttribute("aria-invalid"); }
    if (el.dataset.fout !== undefined) el.hidden = true;
  }
  const kop = nieuw.querySelector('th[scope="row"]');
  if (kop) kop.textContent = oud + 2;
  lijst.append(nieuw);
  if (focus) nieuw.querySelector("input").focus();
}

for (const knop of document.querySelectorAll("[data-regel-erbij]")) {
  knop.hidden = false;
  knop.addEventListener("click", () => erbij(knop.form, true));
}
document.addEventListener("vp:regel-erbij", (e) => erbij(e.target, false));
