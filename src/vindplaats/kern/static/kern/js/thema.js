// Runs before the first paint: that there is script, the reader's own choice of light or dark, and what folds on a small screen.
document.documentElement.dataset.js = "";
try {
  const keuze = localStorage.getItem("vp-thema");
  if (keuze === "licht" || keuze === "donker") document.documentElement.dataset.theme = keuze;
} catch { /* no storage: the choice of the device holds */ }

// Lists and filters fold on a small screen, unless the filter is in use: as soon as they are read, so that nothing jumps.
{
  const VOUW = "details[data-vp-vouw]";
  const klein = matchMedia("(max-width: 56.24em)");
  const inGebruik = [...new URLSearchParams(location.search)].some(([naam, waarde]) => waarde && !["sorteer", "pagina", "jaar"].includes(naam));
  const vouw = (d) => { d.open = !klein.matches || (d.matches(".vp-filter") && inGebruik); };
  const lezer = new MutationObserver((lijst) => {
    for (const { addedNodes } of lijst) for (const el of addedNodes) if (el.matches?.(VOUW)) vouw(el);
  });
  lezer.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    lezer.disconnect();
    klein.addEventListener("change", () => document.querySelectorAll(VOUW).forEach(vouw));
  });
}
