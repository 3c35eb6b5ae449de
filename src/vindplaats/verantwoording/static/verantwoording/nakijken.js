// Review: a click on a passage goes to its field and back; a selection of text can go to any field; n goes to the next doubtful one.
const bron = document.getElementById("brontekst");
const velden = [...document.querySelectorAll("[data-nakijk]")];

const actief = (code) => { for (const p of bron?.querySelectorAll("[data-vraag]") ?? []) p.toggleAttribute("data-actief", p.dataset.vraag === code); };

bron?.addEventListener("click", (e) => {
  const passage = e.target.closest("[data-vraag]");
  if (!passage || !getSelection().isCollapsed) return;
  actief(passage.dataset.vraag);
  const veld = document.getElementById(`v-${passage.dataset.vraag}-blok`);
  if (veld && !veld.offsetParent) { const vak = document.querySelector("[data-filter] input"); vak.checked = false; vak.dispatchEvent(new Event("change")); }
  veld?.querySelector("details")?.setAttribute("open", "");
  veld?.scrollIntoView({ block: "center" });
  veld?.focus({ preventScroll: true });
});

for (const veld of velden) veld.addEventListener("focusin", () => {
  actief(veld.dataset.nakijk);
  const passage = bron?.querySelector(`[data-vraag="${veld.dataset.nakijk}"]`);
  if (passage) bron.scrollTo({ top: passage.offsetTop - bron.offsetTop - 80 });
});

// offsets in the neutral text: all text nodes before the selection, in code points as the server counts them
const plaats = (knoop, offset) => {
  const bereik = document.createRange();
  bereik.setStart(bron, 0);
  bereik.setEnd(knoop, offset);
  return [...bereik.toString()].length;
};

document.addEventListener("selectionchange", () => {
  const keuze = getSelection();
  const binnen = keuze.rangeCount && !keuze.isCollapsed && bron?.contains(keuze.anchorNode) && bron.contains(keuze.focusNode);
  if (!binnen && bron?.dataset.begin && !keuze.isCollapsed) return;
  for (const vorm of document.querySelectorAll("[data-selectie]")) vorm.hidden = !binnen && !bron?.dataset.begin;
  if (!binnen) return;
  const bereik = keuze.getRangeAt(0);
  bron.dataset.begin = plaats(bereik.startContainer, bereik.startOffset);
  bron.dataset.eind = plaats(bereik.endContainer, bereik.endOffset);
  for (const vorm of document.querySelectorAll("[data-selectie]")) { vorm.elements.begin.value = bron.dataset.begin; vorm.elements.eind.value = bron.dataset.eind; }
});

function naarVolgende() {
  const twijfel = velden.filter((v) => v.hasAttribute("data-twijfel"));
  if (!twijfel.length) return;
  const hier = velden.indexOf(document.activeElement.closest?.("[data-nakijk]"));
  const volgende = twijfel.find((v) => velden.indexOf(v) > hier) ?? twijfel[0];
  volgende.querySelector("details")?.setAttribute("open", "");
  volgende.scrollIntoView({ block: "center" });
  volgende.focus({ preventScroll: true });
}

const filter = document.querySelector("[data-filter]");
if (filter) {
  const vak = filter.querySelector("input");
  filter.hidden = false;
  vak.checked = sessionStorage.getItem("vp-alleen-twijfel") === "1";
  const zet = () => document.querySelector(".vp-nakijken__velden").toggleAttribute("data-alleen-twijfel", vak.checked);
  vak.addEventListener("change", () => { sessionStorage.setItem("vp-alleen-twijfel", vak.checked ? "1" : "0"); zet(); });
  zet();
}

const schrijft = (doel) => doel.matches?.('input:not([type="radio"], [type="checkbox"]), textarea, select');
document.addEventListener("keydown", (e) => {
  if (schrijft(e.target) || e.ctrlKey || e.metaKey || e.altKey) return;
  if ("toetsenUit" in document.documentElement.dataset) return;
  if (e.key === "n") naarVolgende();
  if (e.key === "g") document.activeElement.closest?.("[data-nakijk]")?.querySelector("[data-goed]")?.click();
});
document.querySelector("[data-volgende]")?.addEventListener("click", (e) => { e.preventDefault(); naarVolgende(); });

const ankers = () => { const doel = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); doel?.querySelector?.("details")?.setAttribute("open", ""); };
ankers();
addEventListener("hashchange", ankers);
