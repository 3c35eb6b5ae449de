// A question saves itself: 0.8 s after the last key, when you leave it, and when the page goes away. One request at a time per
// question; what is not acknowledged stays on this device, is tried again, and is offered again after a crash. Without this
// file the forms post as ever.

const WACHT = 800, HOUDBAAR = 14 * 24 * 3600 * 1000, KORT = 60000;
const meta = (naam) => document.querySelector(`meta[name="${naam}"]`)?.content ?? "";
const VOOR = `vp-vraag:${meta("vp-wie")}:`;
const veilig = (doe) => { try { return doe(); } catch { return null; } };
const pad = (url) => new URL(url, location.href).pathname;
const lees = (plek) => veilig(() => JSON.parse(localStorage.getItem(plek)));
const vergeet = (plek) => veilig(() => localStorage.removeItem(plek));

const post = (url, body, bij = {}) => fetch(url, {
  method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": meta("csrf-token") }, credentials: "same-origin",
  redirect: "manual", keepalive: String(body).length < KORT, ...bij,
});

class Vraag {
  constructor(vorm) {
    this.vorm = vorm;
    this.code = vorm.dataset.vraag;
    this.plek = VOOR + pad(vorm.action);
    this.bezig = false;
    this.nogmaals = false;
    this.onderweg = null;
    this.klok = null;
    this.poging = 0;
    this.laatst = this.inhoud();
    for (const el of vorm.querySelectorAll("[data-zonder-js]")) el.hidden = true;
    vorm.addEventListener("input", () => { this.teller(); this.straks(WACHT); });
    vorm.addEventListener("change", () => this.straks(50));
    vorm.addEventListener("focusout", () => this.straks(50));
    vorm.addEventListener("submit", (e) => { e.preventDefault(); this.stuur(); });
    this.merk();
    this.herstel();
  }

  inhoud() {
    const data = new FormData(this.vorm);
    data.delete("csrfmiddlewaretoken");
    data.delete("gezien");
    return new URLSearchParams(data).toString();
  }

  onthoud() {
    const kladje = { inhoud: this.inhoud(), gezien: this.vorm.elements.gezien.value, onderweg: this.onderweg, tijd: Date.now() };
    veilig(() => localStorage.setItem(this.plek, JSON.stringify(kladje)));
  }

  straks(na) {
    clearTimeout(this.klok);
    if (this.inhoud() === this.laatst && !this.nogmaals && !this.bezig) { vergeet(this.plek); return; }
    this.vorm.dataset.stand = this.vorm.querySelector('[value="nvt"]:checked') ? "nvt" : "";
    this.onthoud();
    this.klok = setTimeout(() => this.stuur(), na);
  }

  melding(tekst, stand) {
    const vak = this.vorm.querySelector("[data-bewaard]");
    vak.dataset.stand = stand;
    vak.querySelector("span").textContent = tekst;
  }

  async stuur() {
    if (this.bezig) { this.nogmaals = true; return; }
    const inhoud = this.inhoud();
    if (inhoud === this.laatst && !this.nogmaals) return;
    clearTimeout(this.klok);
    this.bezig = true;
    this.nogmaals = false;
    this.onderweg = inhoud;
    this.onthoud();
    try {
      await this.verwerk(await post(this.vorm.action, new URLSearchParams(new FormData(this.vorm))), inhoud);
    } catch {
      this.mislukt();
    } finally {
      this.bezig = false;
      if (this.nogmaals) this.stuur();
    }
  }

  async verwerk(antwoord, inhoud) {
    if (antwoord.type === "opaqueredirect" || antwoord.status === 403) {
      this.mislukt("Niet bewaard: je bent uitgelogd of je rol is veranderd. Log in een ander tabblad in; je tekst blijft hier staan.");
      return;
    }
    if (antwoord.status === 409) {
      this.botst(await antwoord.text());
    } else if (antwoord.ok) {
      const uit = await antwoord.json();
      this.vorm.elements.gezien.value = uit.gezien;
      this.melding(`Bewaard om ${uit.bewaard}`, "bewaard");
      this.fouten(uit.fouten ?? {});
      veilig(() => sessionStorage.setItem("vp-vraag-bewaard", Date.now()));
      volg(uit.stand_url);
    } else {
      const zin = await antwoord.json().then((j) => j.fout).catch(() => null);
      if (zin && antwoord.status < 500) { this.onderweg = null; this.melding(zin, "mislukt"); } else this.mislukt(zin);
      return;
    }
    this.laatst = inhoud;
    this.onderweg = null;
    this.poging = 0;
    if (this.inhoud() === inhoud) vergeet(this.plek);
    else this.straks(WACHT);
  }

  mislukt(zin) {
    this.melding(zin ?? "Nog niet bewaard. Je tekst blijft hier staan; we proberen het opnieuw.", "mislukt");
    this.poging += 1;
    clearTimeout(this.klok);
    this.nogmaals = false;
    this.klok = setTimeout(() => { this.nogmaals = true; this.stuur(); }, Math.min(30000, 1500 * 2 ** this.poging));
  }

  // someone else was first: both texts are kept at the server; the cursor stays where you type
  botst(html) {
    const vak = document.querySelector(`[data-botsing="${this.code}"]`);
    if (!vak.contains(document.activeElement)) vak.innerHTML = html;
    this.melding("Iemand anders schreef hier ook. Beide teksten zijn bewaard; kies hieronder welke blijft.", "mislukt");
    volg(document.querySelector("[data-volg]")?.dataset.volg);
  }

  fouten(zinnen) {
    for (const vak of this.vorm.querySelectorAll("[data-fout]")) {
      const zin = zinnen[vak.dataset.fout] ?? (vak.dataset.fout === "" ? zinnen.stand : undefined);
      vak.hidden = !zin;
      vak.querySelector("span").textContent = zin ?? "";
    }
    this.merk();
  }

  merk() {
    for (const vak of this.vorm.querySelectorAll("[data-fout]")) {
      const naam = vak.dataset.fout ? `${this.code}.${vak.dataset.fout}` : this.code;
      const veld = this.vorm.querySelector(`[name="${CSS.escape(naam)}"]:not([type="hidden"])`);
      if (veld && vak.hidden) veld.removeAttribute("aria-invalid"); else veld?.setAttribute("aria-invalid", "true");
    }
  }

  teller() {
    const vak = this.vorm.querySelector("[data-teller]");
    const tekst = this.vorm.querySelector("textarea[data-woorden]");
    if (!vak || !tekst) return;
    const aantal = tekst.value.trim() ? tekst.value.trim().split(/\s+/).length : 0;
    const genoeg = tekst.dataset.woorden;
    vak.textContent = `${aantal} ${aantal === 1 ? "woord" : "woorden"}${genoeg ? `; ongeveer ${genoeg} is genoeg` : ""}`;
  }

  // after a crash or a lost connection: what was typed here comes back and is saved; the version check keeps the other text
  herstel() {
    const oud = lees(this.plek);
    if (!oud || oud.inhoud === this.laatst || Date.now() - oud.tijd > HOUDBAAR) { vergeet(this.plek); return; }
    const velden = new URLSearchParams(oud.inhoud);
    const mist = () => [...velden.keys()].some((naam) => /\.\d+\./.test(naam) && !this.vorm.querySelector(`[name="${CSS.escape(naam)}"]`));
    for (let nr = 0; nr < 200 && mist(); nr += 1) this.vorm.dispatchEvent(new CustomEvent("vp:regel-erbij", { bubbles: true }));
    for (const veld of this.vorm.querySelectorAll("[name]")) {
      if (veld.name === "gezien" || veld.name === "csrfmiddlewaretoken") continue;
      if (/^(radio|checkbox)$/.test(veld.type)) veld.checked = velden.getAll(veld.name).includes(veld.value);
      else if (veld.type !== "hidden" && velden.has(veld.name)) veld.value = velden.get(veld.name);
    }
    if (oud.onderweg !== this.laatst) this.vorm.elements.gezien.value = oud.gezien; // what was under way has landed: no collision with yourself
    this.melding("Je eerder getypte tekst is teruggezet.", "mislukt");
    this.teller();
    this.nogmaals = true;
    this.stuur();
  }
}

// --- the list of sections, the bar at the bottom and the sum follow what was saved; never under somebody's hands ---
const DELEN = ["invulstand", "invulbalk", "som"];
let volgt = null, straksWeer = null;
async function volg(url) {
  if (!url) return;
  if (volgt) { straksWeer = url; return; }
  volgt = url;
  const html = await fetch(url, { credentials: "same-origin", redirect: "error" }).then((a) => (a.ok ? a.text() : "")).catch(() => "");
  const nieuw = new DOMParser().parseFromString(html, "text/html");
  for (const id of DELEN) wissel(document.getElementById(id), nieuw.getElementById(id));
  volgt = null;
  if (straksWeer) { const weer = straksWeer; straksWeer = null; volg(weer); }
}
function wissel(oud, nieuw) {
  if (!oud || !nieuw) return;
  if (oud.contains(document.activeElement)) {
    oud.addEventListener("focusout", () => setTimeout(() => wissel(document.getElementById(oud.id), nieuw), 0), { once: true });
    return;
  }
  const open = oud.querySelector("details")?.open, nieuwe = nieuw.querySelector("details");
  if (nieuwe && open) nieuwe.open = true;
  oud.replaceWith(nieuw);
}

// --- a link to a question lands in its field ---
function land() {
  const blok = location.hash.startsWith("#v-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!blok) return;
  const velden = [...blok.querySelectorAll("input:not([type=hidden]), textarea, select")].filter((v) => v.offsetParent);
  const fout = velden.find((v) => v.getAttribute("aria-invalid") === "true");
  (fout ?? velden[0] ?? blok).focus({ preventScroll: true });
  (fout ?? blok).scrollIntoView({ block: fout ? "center" : "start" });
}

// --- what was typed in another section and never acknowledged: send it now; a collision is kept there ---
async function stuurNa() {
  const hier = new Set(vragen.map((v) => v.plek));
  for (const plek of veilig(() => Object.keys(localStorage)) ?? []) {
    const oud = plek.startsWith(VOOR) && !hier.has(plek) && lees(plek);
    if (!oud) continue;
    if (Date.now() - oud.tijd > HOUDBAAR) { vergeet(plek); continue; }
    const body = new URLSearchParams(oud.inhoud);
    body.set("gezien", oud.gezien);
    const antwoord = await post(plek.slice(VOOR.length), body).catch(() => null);
    if (antwoord?.ok || antwoord?.status === 409) { vergeet(plek); if (vragen.length) volg(document.querySelector("[data-volg]")?.dataset.volg); }
  }
}

const vragen = [...document.querySelectorAll("form[data-vraag]")].map((vorm) => new Vraag(vorm));
addEventListener("pagehide", () => { for (const v of vragen) if (v.inhoud() !== v.laatst) v.stuur(); });
document.addEventListener("vp:bewaar-nu", () => { for (const v of vragen) if (v.inhoud() !== v.laatst) v.stuur(); });
addEventListener("online", () => { for (const v of vragen) if (v.poging) { v.nogmaals = true; v.stuur(); } });
addEventListener("beforeunload", (e) => { if (vragen.some((v) => v.poging > 0)) e.preventDefault(); });
addEventListener("hashchange", land);
const lijst = document.querySelector(".vp-invullen__lijst"), nu = lijst?.querySelector("[aria-current]");
if (nu) lijst.scrollTop = nu.offsetTop - lijst.offsetTop - 80;
addEventListener("load", () => setTimeout(land, 0)); // after the browser itself went to the anchor
stuurNa();
// saved while this page was already under way: its list of sections may be a moment old
if (Date.now() - (veilig(() => sessionStorage.getItem("vp-vraag-bewaard")) ?? 0) < 5000) volg(document.querySelector("[data-volg]")?.dataset.volg);
