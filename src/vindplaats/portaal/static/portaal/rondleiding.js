// The tour step by step, with a frame round what it is about. Without this script all steps stand in a list.

const vak = document.querySelector("[data-vp-tour]");
const stappen = [...(vak?.querySelectorAll("[data-doel]") ?? [])];
const knop = (naam) => vak.querySelector(`[data-tour-${naam}]`);
let nu = 0;

const doelVan = (stap) => [...document.querySelectorAll(stap.dataset.doel)].find((el) => el.checkVisibility?.() ?? el.offsetParent);

const toon = (nummer, { focus = true } = {}) => {
  nu = nummer;
  for (const el of document.querySelectorAll(".vp-tour-doel")) el.classList.remove("vp-tour-doel");
  stappen.forEach((stap, i) => { stap.hidden = i !== nu; });
  doelVan(stappen[nu])?.classList.add("vp-tour-doel");
  const tel = knop("tel");
  tel.textContent = `Stap ${nu + 1} van ${stappen.length}`;
  knop("vorige").hidden = nu === 0;
  knop("volgende").hidden = nu === stappen.length - 1;
  knop("klaar").textContent = nu === stappen.length - 1 ? "Klaar" : "Overslaan";
  if (focus && nu === stappen.length - 1) knop("klaar").closest("button").focus();
};

if (stappen.length) {
  vak.classList.add("vp-tour--stap");
  knop("volgende").addEventListener("click", () => toon(nu + 1));
  knop("vorige").addEventListener("click", () => toon(nu - 1));
  vak.addEventListener("keydown", (e) => { if (e.key === "Escape") vak.querySelector("form").requestSubmit(); });
  toon(0, { focus: false });
}
