// Silence: warns before the session ends by itself, saves first, and comes back with what was typed. Fields with autosave keep
// themselves (bewaren.js); what is typed in a plain form is kept on this device until the form was taken, at most a day.

const meta = (naam) => document.querySelector(`meta[name="${naam}"]`);
const wie = meta("vp-wie")?.content ?? "", klok = meta("vp-inactief");
const veilig = (doe) => { try { return doe(); } catch { return null; } };
const csrf = () => meta("csrf-token")?.content ?? "";
const post = (url) => fetch(url, { method: "POST", headers: { "X-CSRFToken": csrf() }, redirect: "manual", keepalive: true }).catch(() => null);

// --- plain forms ---
const VOOR = "vp-formulier:", DAG = 24 * 3600 * 1000;
const NIET = /^(password|file|hidden|submit|button|reset|image)$/;
const lees = (plek) => veilig(() => JSON.parse(localStorage.getItem(plek)));
const zet = (plek, wat) => veilig(() => localStorage.setItem(plek, JSON.stringify(wat)));
const vergeet = (plek) => veilig(() => localStorage.removeItem(plek));
const plekken = () => (veilig(() => Object.keys(localStorage)) ?? []).filter((p) => p.startsWith(VOOR));

const gewoon = (vorm) => vorm.method === "post" && !vorm.matches("[data-vraag], [data-vp-niet-onthouden]") && velden(vorm).length > 0;
function velden(vorm) {
  return [...vorm.elements].filter((v) => v.name && !NIET.test(v.type) && v.autocomplete !== "one-time-code" && v.matches("input, textarea, select")
    && !v.dataset.vpBewaar && !v.closest("[data-vp-bewaar]"));
}
const waarde = (v) => (/^(checkbox|radio)$/.test(v.type) ? v.checked : v instanceof HTMLSelectElement ? [...v.selectedOptions].map((o) => o.value) : v.value);
const inhoud = (vorm) => velden(vorm).map((v) => [v.name, /^(checkbox|radio)$/.test(v.type) ? v.value : "", waarde(v)]);
function zetTerug(vorm, rijen) {
  for (const v of velden(vorm)) {
    const soort = /^(checkbox|radio)$/.test(v.type);
    const rij = rijen.find(([naam, keuze]) => naam === v.name && (!soort || keuze === v.value));
    if (!rij) continue;
    if (soort) v.checked = rij[2];
    else if (v instanceof HTMLSelectElement) for (const o of v.options) o.selected = rij[2].includes(o.value);
    else v.value = rij[2];
  }
}

class Vorm {
  constructor(vorm, nummer) {
    this.vorm = vorm;
    this.plek = `${VOOR}${wie}:${location.pathname}|${new URL(vorm.action || location.href, location.href).pathname}|${nummer}`;
    this.vers = JSON.stringify(inhoud(vorm));
    this.geraakt = false;
    vorm.addEventListener("input", () => this.straks());
    vorm.addEventListener("change", () => this.straks());
    vorm.addEventListener("submit", (e) => { if (!e.defaultPrevented) this.onderweg(); });
    vorm.addEventListener("htmx:afterRequest", (e) => { if (e.detail.successful) vergeet(this.plek); });
    this.biedAan();
  }

  straks() {
    this.geraakt = true;
    clearTimeout(this.klok);
    this.klok = setTimeout(() => this.houdVast(), 250);
  }

  houdVast() {
    if (!this.geraakt) return;
    const nu = inhoud(this.vorm);
    if (JSON.stringify(nu) === this.vers) vergeet(this.plek);
    else zet(this.plek, { rijen: nu, tijd: Date.now(), verstuurd: false });
  }

  onderweg() {
    clearTimeout(this.klok);
    this.houdVast();
    const oud = lees(this.plek);
    if (oud) zet(this.plek, { ...oud, verstuurd: true });
    this.geraakt = false;
  }

  biedAan() {
    const oud = lees(this.plek);
    if (!oud || JSON.stringify(oud.rijen) === this.vers) return;
    zetTerug(this.vorm, oud.rijen);
    this.geraakt = true;
    const tijd = new Date(oud.tijd).toLocaleString("nl-NL", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    const vak = Object.assign(document.createElement("div"), { className: "vp-herstel" });
    vak.setAttribute("role", "status");
    const knop = Object.assign(document.createElement("button"), { type: "button", textContent: "Gooi deze tekst weg", className: "utrecht-button utrecht-button--secondary-action vp-knop vp-knop--klein" });
    knop.addEventListener("click", () => { zetTerug(this.vorm, JSON.parse(this.vers)); vergeet(this.plek); vak.remove(); velden(this.vorm)[0]?.focus(); });
    vak.append(Object.assign(document.createElement("p"), { textContent: `Dit had je al getypt op ${tijd} en is nog niet verstuurd. We hebben het teruggezet.` }), knop);
    this.vorm.prepend(vak);
  }
}

function ruimOp() { // a form that was taken is let go; one that came back with mistakes, or met a closed door, is not
  const fouten = document.querySelector("[data-vp-fouten]"), teruggekomen = !wie || meta("vp-foutbladzijde") || fouten;
  for (const plek of plekken()) {
    const oud = lees(plek);
    if (!oud || Date.now() - oud.tijd > DAG) vergeet(plek);
    else if (oud.verstuurd && !teruggekomen) vergeet(plek);
    else if (oud.verstuurd) zet(plek, { ...oud, verstuurd: false });
  }
}

ruimOp();
const vormen = wie ? [...document.querySelectorAll("main form, dialog form")].filter(gewoon).map((v, i) => new Vorm(v, i)) : [];
const bewaarNu = () => { for (const v of vormen) v.houdVast(); };
addEventListener("pagehide", bewaarNu);
document.addEventListener("vp:bewaar-nu", bewaarNu);

// --- the limit of silence ---
const GEDEELD = `vp-levend:${wie}`;
class Stilte {
  constructor() {
    this.grens = Number(klok.content) * 1000;
    this.speling = Math.min(40000, this.grens / 10);
    this.waarschuw = Math.min(120000, this.grens / 3);
    this.tussen = Math.min(60000, this.grens / 6);
    this.bezig = false;
    this.zet(Date.now());
    for (const soort of ["keydown", "pointerdown", "input", "wheel", "touchmove"]) addEventListener(soort, () => this.actief(), { passive: true, capture: true });
    addEventListener("storage", (e) => { if (e.key === GEDEELD && Number(e.newValue) > this.laatst) { this.laatst = Number(e.newValue); this.sluit(); } });
    document.body.addEventListener("htmx:afterRequest", (e) => { if (e.detail.successful) this.zet(Date.now()); });
    document.addEventListener("vp:bewaard", () => this.zet(Date.now()));
    setInterval(() => this.kijk(), Math.min(1000, this.grens / 20));
    document.addEventListener("visibilitychange", () => this.kijk());
  }

  zet(tijd) { this.laatst = tijd; this.gedaan = false; veilig(() => localStorage.setItem(GEDEELD, String(tijd))); }
  over() { return this.laatst + this.grens - this.speling - Date.now(); }
  actief() { if (!this.vak?.open) this.gedaan = true; }

  kijk() {
    if (this.klaar) return;
    const over = this.over();
    if (over <= 0) this.einde();
    else if (over <= this.waarschuw) this.toon(over);
    else if (this.gedaan && Date.now() - this.laatst >= this.tussen) this.leef();
  }

  async leef() {
    if (this.bezig) return;
    this.bezig = true;
    const antwoord = await post(klok.dataset.levend);
    this.bezig = false;
    if (antwoord?.ok) { this.zet(Date.now()); this.sluit(); }
    else if (antwoord) this.einde(); // signed out already: the sign-in page brings back here
  }

  toon(over) {
    const woorden = over > 90000 ? "over ongeveer 2 minuten" : over > 50000 ? "over ongeveer 1 minuut" : "binnen een minuut";
    if (this.vak?.open) { if (this.tijd.textContent !== woorden) this.tijd.textContent = woorden; return; }
    document.dispatchEvent(new Event("vp:bewaar-nu"));
    this.vak ??= this.bouw();
    this.tijd.textContent = woorden;
    this.vorige = document.activeElement;
    this.vak.showModal();
    this.blijf.focus();
  }

  bouw() {
    const vak = Object.assign(document.createElement("dialog"), { className: "vp-dialoog", id: "stilte" });
    vak.setAttribute("role", "alertdialog");
    vak.setAttribute("aria-labelledby", "stilte-titel");
    vak.setAttribute("aria-describedby", "stilte-zin");
    vak.innerHTML = `<div class="vp-dialoog__vel"><h2 id="stilte-titel">Ben je er nog?</h2>
<p id="stilte-zin">Je bent een tijd stil. Je wordt <strong aria-live="polite"></strong> afgemeld. Wat je typte, is bewaard en staat er weer als je je aanmeldt.</p>
<div class="vp-dialoog__acties"><button type="button" class="utrecht-button utrecht-button--secondary-action vp-knop" data-einde><span>Meld me af</span></button><button type="button" class="utrecht-button utrecht-button--primary-action vp-knop" data-blijf><span>Ik ben er nog</span></button></div></div>`;
    this.tijd = vak.querySelector("strong");
    this.blijf = vak.querySelector("[data-blijf]");
    this.blijf.addEventListener("click", () => this.leef());
    vak.querySelector("[data-einde]").addEventListener("click", () => this.einde());
    vak.addEventListener("cancel", (e) => { e.preventDefault(); this.leef(); });
    document.body.append(vak);
    return vak;
  }

  sluit() { if (this.vak?.open) { this.vak.close(); this.vorige?.focus?.(); } }

  async einde() {
    this.klaar = true;
    document.dispatchEvent(new Event("vp:bewaar-nu"));
    await post(klok.dataset.verlopen);
    location.assign(location.pathname + location.search);
  }
}
if (klok) new Stilte();
