// Autosave per field: data-vp-bewaar="<url>". What is typed is first kept on this device, then at the server; only an
// acknowledged save lets the copy on the device go. Contract with the server: docs/ontwikkelen/schermen.md.

const RUST = 800, HOUDBAAR = 14 * 24 * 3600 * 1000, POGINGEN = [2, 5, 10, 30, 60];
const meta = (naam) => document.querySelector(`meta[name="${naam}"]`)?.content ?? "";
const standen = new Map();
const doel = (el) => el.closest?.("[data-vp-bewaar]");
const groep = (el) => (el.form ?? document).querySelectorAll(`[name="${CSS.escape(el.name)}"]`);
const sleutel = (el) => `vp-kladje:${meta("vp-wie")}:${el.dataset.vpBewaar}|${el.name}`;
const eerste = (el) => (/^(radio|checkbox)$/.test(el.type) ? groep(el)[0] : el);
const nvtVak = (el) => document.querySelector(`[data-vp-nvt="${CSS.escape(veldId(el))}"]`);
const veldId = (el) => el.dataset.vpVeld || el.id;

function waarden(el) {
  if (/^(radio|checkbox)$/.test(el.type)) return [...groep(el)].filter((k) => k.checked).map((k) => k.value);
  return el instanceof HTMLSelectElement ? [...el.selectedOptions].map((o) => o.value) : [el.value];
}
const beeld = (el) => JSON.stringify([waarden(el), nvtVak(el)?.checked ?? null]);

function stand(el) {
  const kern = eerste(el);
  if (!standen.has(kern)) standen.set(kern, { el: kern, bewaard: beeld(kern), klok: 0, bezig: false, poging: 0, botsing: false });
  return standen.get(kern);
}

// --- the copy on this device ---
function kladje(el) {
  try {
    const k = JSON.parse(localStorage.getItem(sleutel(el)));
    if (k && Date.now() - k.tijd < HOUDBAAR) return k;
    localStorage.removeItem(sleutel(el));
  } catch { /* no storage on this device */ }
  return null;
}
function houdVast(el) { try { localStorage.setItem(sleutel(el), JSON.stringify({ waarden: waarden(el), tijd: Date.now() })); } catch { /* full or forbidden: the server copy is what counts */ } }
function laatLos(el) { try { localStorage.removeItem(sleutel(el)); } catch { /* nothing to let go */ } }

// --- the words under the field ---
function meld(el, soort, zin) {
  const plek = document.querySelector(`[data-vp-bewaard="${CSS.escape(veldId(el))}"]`);
  if (!plek) return;
  plek.dataset.stand = soort;
  plek.lastElementChild.textContent = zin;
}
function toonFout(el, zin) {
  const raam = el.closest(".vp-veld");
  if (!raam) return;
  const id = `${veldId(el)}-fout`;
  let regel = document.getElementById(id);
  if (!zin) { if (regel?.dataset.zelf) { regel.remove(); raam.classList.remove("vp-veld--fout"); el.removeAttribute("aria-invalid"); } return; }
  if (!regel) {
    regel = Object.assign(document.createElement("p"), { id, className: "vp-veld__fout" });
    regel.dataset.zelf = "1";
    regel.setAttribute("role", "alert");
    (raam.querySelector(".vp-veld__naast") ?? raam.lastElementChild).before(regel);
  }
  regel.textContent = zin;
  raam.classList.add("vp-veld--fout");
  el.setAttribute("aria-invalid", "true");
}

// --- saving ---
function vracht(el) {
  const body = new URLSearchParams({ naam: el.name, versie: el.dataset.vpVersie ?? "", csrfmiddlewaretoken: meta("csrf-token") });
  for (const w of waarden(el)) body.append(el.name, w);
  const vak = nvtVak(el);
  if (vak) body.set("nvt", vak.checked ? "1" : "0");
  for (const [k, v] of Object.entries(JSON.parse(el.dataset.vpBewaarExtra || "{}"))) body.set(k, v);
  return body;
}
const stuur = (url, body, meer = {}) => fetch(url, { method: "POST", body, headers: { "X-CSRFToken": meta("csrf-token"), Accept: "application/json", "X-Requested-With": "fetch" }, ...meer });

function plan(el, wacht = RUST) {
  const s = stand(el);
  clearTimeout(s.klok);
  s.klok = setTimeout(() => bewaar(s.el), wacht);
}

async function bewaar(el, meer = {}) {
  const s = stand(el), nu = beeld(s.el);
  clearTimeout(s.klok);
  s.klok = 0;
  if (s.botsing || nu === s.bewaard) return;
  if (s.bezig) { plan(s.el, 300); return; }
  s.bezig = true;
  if (!s.poging) meld(s.el, "bezig", "Bewaren...");
  let antwoord = null;
  try { antwoord = await stuur(s.el.dataset.vpBewaar, vracht(s.el), meer); } catch { /* no connection: handled below */ }
  s.bezig = false;
  await verwerk(s, nu, antwoord);
}

async function verwerk(s, verstuurd, antwoord) {
  const { el } = s, soort = antwoord?.headers.get("Content-Type") ?? "";
  if (antwoord?.ok && soort.includes("json")) {
    gelukt(s, verstuurd, await antwoord.json());
  } else if (antwoord?.status === 409) {
    botst(s, await antwoord.text());
  } else if (antwoord?.status === 422 && soort.includes("json")) {
    s.poging = 0;
    toonFout(el, (await antwoord.json()).fout);
    meld(el, "mislukt", "Nog niet bewaard");
  } else {
    mislukt(s, antwoord);
  }
}

function gelukt(s, verstuurd, gegevens) {
  const { el } = s;
  s.bewaard = verstuurd;
  s.poging = 0;
  if (gegevens.versie !== undefined) for (const k of groep(el)) k.dataset.vpVersie = gegevens.versie;
  toonFout(el, "");
  meld(el, "bewaard", `Bewaard om ${gegevens.bewaard ?? new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" })}`);
  for (const [id, html] of Object.entries(gegevens.delen ?? {})) {
    const oud = document.getElementById(id);
    if (!oud || oud.contains(document.activeElement)) continue;
    oud.outerHTML = html;
    globalThis.htmx?.process(document.getElementById(id) ?? document.body);
  }
  el.dispatchEvent(new CustomEvent("vp:bewaard", { bubbles: true, detail: gegevens }));
  if (beeld(el) === verstuurd) laatLos(el); else plan(el);
}

function mislukt(s, antwoord) {
  houdVast(s.el);
  const weg = antwoord?.redirected || antwoord?.status === 401 || antwoord?.status === 403;
  const wacht = POGINGEN[Math.min(s.poging++, POGINGEN.length - 1)];
  const vast = "Je tekst staat veilig op dit apparaat";
  meld(s.el, "mislukt", weg ? `Niet bewaard: je bent uitgelogd of je rol is veranderd. ${vast}.` : `Nog niet bewaard. ${vast}; opnieuw over ${wacht} seconden.`);
  plan(s.el, wacht * 1000);
}

// --- someone else was first: both texts stay, a person chooses ---
function botst(s, html) {
  const { el } = s;
  s.botsing = true;
  houdVast(el);
  meld(el, "mislukt", "Nog niet bewaard: kies hieronder");
  const raam = el.closest(".vp-veld") ?? el;
  raam.parentElement.querySelector(`[data-vp-botsing="${CSS.escape(veldId(el))}"]`)?.remove();
  const vak = document.createElement("div");
  vak.dataset.vpBotsing = veldId(el);
  vak.innerHTML = html;
  raam.after(vak);
  (vak.querySelector("[data-vp-conflict]") ?? vak).focus();
  vak.addEventListener("submit", (e) => { e.preventDefault(); kies(s, vak, e.target); });
}

async function kies(s, vak, vorm) {
  const body = new URLSearchParams(new FormData(vorm)), { el } = s;
  body.set("naam", el.name);
  for (const [k, v] of Object.entries(JSON.parse(el.dataset.vpBewaarExtra || "{}"))) body.set(k, v);
  const antwoord = await stuur(el.dataset.vpBewaar, body).catch(() => null);
  if (antwoord?.ok && (antwoord.headers.get("Content-Type") ?? "").includes("json")) {
    s.botsing = false;
    el.value = body.get(el.name) ?? "";
    vak.remove();
    gelukt(s, beeld(el), await antwoord.json());
    el.focus();
  } else if (antwoord?.status === 409) {
    vak.remove();
    botst(s, await antwoord.text());
  } else {
    meld(el, "mislukt", "Dat lukte niet. Je tekst staat hier nog; probeer het zo nog een keer.");
  }
}

// --- after a crash: the text of this device next to the stored one ---
function biedAan(el) {
  const k = kladje(el);
  if (!k) return;
  if (JSON.stringify(k.waarden) === JSON.stringify(waarden(el))) { laatLos(el); return; }
  const tijd = new Date(k.tijd).toLocaleString("nl-NL", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const vak = Object.assign(document.createElement("div"), { className: "vp-herstel" });
  vak.setAttribute("role", "status");
  const zin = Object.assign(document.createElement("p"), { textContent: `Op dit apparaat staat nog een tekst van ${tijd} die niet bewaard was. Hieronder staat hij; in het veld staat wat wel bewaard is.` });
  const tekst = Object.assign(document.createElement("blockquote"), { textContent: k.waarden.join(", ") });
  const rij = Object.assign(document.createElement("div"), { className: "vp-rij" });
  const knop = (woord, doe) => {
    const b = Object.assign(document.createElement("button"), { type: "button", className: "utrecht-button utrecht-button--secondary-action vp-knop vp-knop--klein", textContent: woord });
    b.addEventListener("click", () => { doe(); vak.remove(); el.focus(); });
    rij.append(b);
  };
  knop("Zet deze tekst in het veld", () => { zet(el, k.waarden); plan(el, 0); });
  knop("Gooi deze tekst weg", () => laatLos(el));
  vak.append(zin, tekst, rij);
  (el.closest(".vp-veld") ?? el).after(vak);
}
function zet(el, rij) {
  if (/^(radio|checkbox)$/.test(el.type)) for (const k of groep(el)) k.checked = rij.includes(k.value);
  else if (el instanceof HTMLSelectElement) for (const o of el.options) o.selected = rij.includes(o.value);
  else el.value = rij[0] ?? "";
}

// --- n.v.t. keeps the text but rests the field; a count of words where a length is asked ---
function rust(vak) {
  const el = document.getElementById(vak.dataset.vpNvt);
  if (!el) return;
  const velden = el.matches("input, select, textarea") ? [el] : el.querySelectorAll("input, select, textarea");
  for (const v of velden) { v.readOnly = vak.checked; v.setAttribute("aria-disabled", String(vak.checked)); }
}
function tel(el) {
  const plek = el.dataset.vpWoorden && document.querySelector(`[data-vp-teller="${CSS.escape(veldId(el))}"]`);
  if (!plek) return;
  const n = el.value.trim() ? el.value.trim().split(/\s+/).length : 0;
  plek.textContent = `${n} van ongeveer ${el.dataset.vpWoorden} woorden`;
}

function begin(wortel) {
  for (const el of wortel.querySelectorAll("[data-vp-bewaar]")) {
    if (eerste(el) !== el || standen.has(el)) continue;
    stand(el);
    tel(el);
    biedAan(el);
  }
  for (const vak of wortel.querySelectorAll("[data-vp-nvt]")) rust(vak);
  for (const [el] of standen) if (!el.isConnected) standen.delete(el);
}

document.addEventListener("input", (e) => {
  const el = doel(e.target);
  if (!el) return;
  houdVast(eerste(el));
  tel(el);
  plan(el);
});
document.addEventListener("change", (e) => {
  const vak = e.target.closest?.("[data-vp-nvt]");
  if (vak) {
    rust(vak);
    const el = [...document.querySelectorAll("[data-vp-bewaar]")].find((v) => nvtVak(v) === vak);
    if (el) plan(el, 0);
  }
  const el = doel(e.target);
  if (el) plan(el, 0);
});
document.addEventListener("focusout", (e) => { const el = doel(e.target); if (el && stand(el).klok) plan(el, 0); });
addEventListener("online", () => { for (const s of standen.values()) if (s.poging) { s.poging = 0; plan(s.el, 0); } });

const spoel = () => { for (const s of standen.values()) if (!s.bezig) bewaar(s.el, { keepalive: true }); };
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") spoel(); });
addEventListener("pagehide", spoel);
document.addEventListener("vp:bewaar-nu", spoel);
addEventListener("beforeunload", (e) => {
  spoel();
  if ([...standen.values()].some((s) => s.el.isConnected && (s.poging || s.botsing))) e.preventDefault();
});

begin(document);
document.body.addEventListener("htmx:load", (e) => begin(e.detail.elt.parentElement ?? document));
