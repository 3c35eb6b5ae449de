// Tables: choose columns (kept on this device) and copy to the clipboard, as text and as a table for Word and Excel.

const cellen = (rij) => [...rij.cells].filter((c) => !c.hidden);
const woorden = (cel) => cel.innerText.replace(/\s+/g, " ").trim();
const veilig = (tekst) => tekst.replace(/[&<>]/g, (t) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[t]);

function toon(tabel, naam, aan) { for (const cel of tabel.querySelectorAll(`[data-kolom="${CSS.escape(naam)}"]`)) cel.hidden = !aan; }

function kolommen(menu) {
  const tabel = document.getElementById(menu.dataset.vpKolommen), sleutel = `vp-kolommen:${location.pathname}:${menu.dataset.vpKolommen}`;
  if (!tabel || menu.dataset.klaar) return;
  menu.dataset.klaar = "1";
  let keuze = {};
  try { keuze = JSON.parse(localStorage.getItem(sleutel)) ?? {}; } catch { /* none yet */ }
  for (const vak of menu.querySelectorAll("input")) {
    if (vak.value in keuze) vak.checked = keuze[vak.value];
    toon(tabel, vak.value, vak.checked);
    vak.addEventListener("change", () => {
      toon(tabel, vak.value, vak.checked);
      keuze[vak.value] = vak.checked;
      try { localStorage.setItem(sleutel, JSON.stringify(keuze)); } catch { /* only for now, then */ }
    });
  }
}

async function kopieer(tabel) {
  const rijen = [...tabel.rows].map((rij) => cellen(rij).map(woorden));
  const tekst = rijen.map((rij) => rij.join("\t")).join("\n");
  const html = `<table>${rijen.map((rij) => `<tr>${rij.map((c) => `<td>${veilig(c)}</td>`).join("")}</tr>`).join("")}</table>`;
  const blob = (inhoud, type) => new Blob([inhoud], { type });
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob(tekst, "text/plain"), "text/html": blob(html, "text/html") })]);
  } catch {
    await navigator.clipboard.writeText(tekst);
  }
}

document.addEventListener("click", async (e) => {
  const knop = e.target.closest?.("[data-vp-kopieer]");
  const tabel = knop && document.getElementById(knop.dataset.vpKopieer);
  if (!tabel) return;
  const gelukt = await kopieer(tabel).then(() => true, () => false);
  document.dispatchEvent(new CustomEvent("vp:toast", { detail: { tekst: gelukt ? "De tabel is gekopieerd. Plak hem in Word of Excel." : "Kopiëren mag niet van deze browser. Gebruik Bewaar als." } }));
});

function begin(wortel) {
  for (const menu of wortel.querySelectorAll("[data-vp-kolommen]")) kolommen(menu);
  for (const knop of wortel.querySelectorAll("[data-vp-kopieer]")) knop.hidden = !navigator.clipboard || !document.getElementById(knop.dataset.vpKopieer);
}
begin(document);
document.body.addEventListener("htmx:load", (e) => begin(e.detail.elt.parentElement ?? document));
