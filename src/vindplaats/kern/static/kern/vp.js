// Everywhere: menus, dialogs, keyboard, CSRF for htmx, double-submit guard, toasts, errors. Without it the forms still post.

const csrf = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const schrijft = (doel) => doel instanceof HTMLElement && (doel.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(doel.tagName));

document.body.addEventListener("htmx:configRequest", (e) => { if (e.detail.verb !== "get") e.detail.headers["X-CSRFToken"] = csrf(); });

// --- menus (details) close on Escape, on a click elsewhere and when another opens ---
const menus = () => document.querySelectorAll("details.vp-menu[open]");
document.addEventListener("click", (e) => { for (const m of menus()) if (!m.contains(e.target)) m.open = false; });
document.addEventListener("toggle", (e) => { // one menu at a time, and inside the window
  if (e.target.matches?.("details.vp-menu") && e.target.open) for (const m of menus()) if (m !== e.target && !m.contains(e.target)) m.open = false;
  const vel = e.target.matches?.("details.vp-menu[open]") && e.target.querySelector(".vp-menu__vel");
  if (vel && vel.getBoundingClientRect().left < 4) e.target.classList.add("vp-menu--links");
}, true);

// --- dialogs ---
document.addEventListener("click", (e) => {
  const opent = e.target.closest?.("[data-vp-dialoog]");
  if (opent) {
    for (const m of menus()) m.open = false;
    const d = document.getElementById(opent.dataset.vpDialoog);
    if (d && !d.open) d.showModal();
    return;
  }
  if (e.target.closest?.("[data-vp-sluit]")) e.target.closest("dialog")?.close();
  if (e.target instanceof HTMLDialogElement) e.target.close(); // a click on the backdrop
});

// --- keyboard: single keys, which the reader can switch off (WCAG 2.1.4); Escape always works ---
let toetsenAan = true;
try { toetsenAan = localStorage.getItem("vp-toetsen") !== "uit"; } catch { /* on, then */ }
const ga = (wat) => document.querySelector(wat)?.click();
const TOETSEN = {
  "/": (e) => { const veld = document.querySelector("[data-vp-zoek]"); if (veld?.offsetParent) { e.preventDefault(); veld.focus(); veld.select(); } },
  "?": () => document.getElementById("toetsen")?.showModal(),
  w: () => ga(".vp-nav__punt, .vp-onder__punt"),
  h: () => ga("[data-vp-help]"),
  i: () => { const vak = document.getElementById("inhoud"); vak?.focus(); vak?.scrollIntoView({ block: "start" }); },
  a: () => document.querySelector(".vp-kop__acties .utrecht-button--primary-action, .utrecht-button--primary-action")?.focus(),
};
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape") { const [m] = menus(); if (m) { m.open = false; m.querySelector("summary").focus(); } return; }
  if (schrijft(e.target) || e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
  if (toetsenAan || e.key === "?") TOETSEN[e.key]?.(e);
});
for (const vink of document.querySelectorAll("[data-vp-toetsen-aan]")) {
  vink.checked = toetsenAan;
  vink.closest("label").hidden = false;
  vink.addEventListener("change", () => {
    toetsenAan = vink.checked;
    document.documentElement.toggleAttribute("data-toetsen-uit", !toetsenAan);
    try { localStorage.setItem("vp-toetsen", toetsenAan ? "aan" : "uit"); } catch { /* for this page */ }
  });
}
document.documentElement.toggleAttribute("data-toetsen-uit", !toetsenAan);

// --- light or dark ---
for (const knop of document.querySelectorAll("[data-vp-thema]")) {
  knop.hidden = false;
  knop.addEventListener("click", () => {
    const wortel = document.documentElement;
    const donker = wortel.dataset.theme ? wortel.dataset.theme === "donker" : matchMedia("(prefers-color-scheme: dark)").matches;
    wortel.dataset.theme = donker ? "licht" : "donker";
    try { localStorage.setItem("vp-thema", wortel.dataset.theme); } catch { /* only for this page, then */ }
  });
}
for (const terug of document.querySelectorAll("[data-vp-terug]")) if (history.length > 1) { terug.hidden = false; terug.addEventListener("click", (e) => { e.preventDefault(); history.back(); }); }

// --- a page that takes a while: after a moment the place of the text is held by grey lines; coming back shows the text again ---
const PAGINALINKS = ".vp-nav__punt, .vp-onder__punt, .vp-paginering a, .vp-tabel thead a, .vp-tabs a, .vp-chip";
let straks;
const wachtbeeld = (aan) => {
  clearTimeout(straks);
  const vak = document.querySelector(".vp-inhoud");
  vak?.querySelector(":scope > .vp-skelet")?.remove();
  vak?.toggleAttribute("data-wacht", aan);
  if (aan && vak) vak.prepend(document.getElementById("vp-skelet").content.cloneNode(true));
};
document.addEventListener("click", (e) => {
  const link = e.target.closest?.(PAGINALINKS);
  if (!link?.href || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || link.target || new URL(link.href).pathname === location.pathname && new URL(link.href).hash) return;
  straks = setTimeout(() => { wachtbeeld(true); straks = setTimeout(() => wachtbeeld(false), 20000); }, 400);
});
addEventListener("pageshow", () => wachtbeeld(false));

// --- a form is sent once; coming back with the back button it can be sent again ---
document.addEventListener("submit", (e) => {
  if (e.defaultPrevented || e.target.method !== "post") return;
  if (e.target.dataset.bezig) { e.preventDefault(); return; }
  e.target.dataset.bezig = "1";
  e.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => loslaten(e.target), 15000);
});
const loslaten = (vorm) => { delete vorm.dataset.bezig; for (const k of vorm.querySelectorAll('[aria-busy="true"]')) k.removeAttribute("aria-busy"); };
addEventListener("pageshow", () => { for (const v of document.querySelectorAll("form[data-bezig]")) loslaten(v); });
document.body.addEventListener("htmx:afterRequest", (e) => { const v = e.detail.elt.closest?.("form"); if (v) loslaten(v); });

// --- toasts, with an undo: document.dispatchEvent(new CustomEvent("vp:toast", {detail: {tekst, herstelUrl}})) or HX-Trigger {"vp:toast": {...}} ---
const toast = ({ tekst, herstelUrl = "", herstelTekst = "Herstel" }) => {
  const vak = document.getElementById("toasts");
  if (!vak || !tekst) return;
  const el = Object.assign(document.createElement("div"), { className: "vp-toast" });
  el.append(Object.assign(document.createElement("span"), { textContent: tekst }));
  if (herstelUrl) {
    const knop = Object.assign(document.createElement("button"), { type: "button", textContent: herstelTekst });
    knop.addEventListener("click", async () => {
      knop.disabled = true;
      const antwoord = await fetch(herstelUrl, { method: "POST", headers: { "X-CSRFToken": csrf() } }).catch(() => null);
      if (antwoord?.ok) location.reload(); else { knop.disabled = false; el.firstChild.textContent = "Herstellen lukte niet. Probeer het nog een keer."; }
    });
    el.append(knop);
  }
  vak.append(el);
  setTimeout(() => { if (!el.matches(":hover, :focus-within")) el.remove(); else el.addEventListener("mouseleave", () => el.remove(), { once: true }); }, herstelUrl ? 12000 : 6000);
};
document.addEventListener("vp:toast", (e) => toast(e.detail));

// --- what went wrong under way gets a sentence ---
document.body.addEventListener("htmx:sendError", () => toast({ tekst: "Geen verbinding. Wat je typte, blijft hier staan; probeer het zo nog een keer." }));
document.body.addEventListener("htmx:responseError", (e) => {
  const zin = { 403: "Dit mag je niet doen met deze rol.", 404: "Niet gevonden of niet voor u zichtbaar.", 413: "Dit is te groot om te versturen.", 429: "Dat ging te snel achter elkaar. Wacht even." }[e.detail.xhr.status];
  toast({ tekst: zin ?? "Dat lukte niet. Laad de pagina opnieuw en probeer het nog een keer." });
});

// --- error summary and conflict get the focus; a jump to a field lands in the field ---
const naarVoren = (wortel, wat) => [...(wortel.querySelectorAll?.(wat) ?? [])].find((el) => !el.closest("[data-vp-stil]"))?.focus();
naarVoren(document, "[data-vp-fouten]");
document.body.addEventListener("htmx:afterSwap", (e) => naarVoren(e.detail.elt.parentElement ?? document, "[data-vp-fouten], [data-vp-conflict]"));
document.addEventListener("click", (e) => {
  const link = e.target.closest?.('[data-vp-fouten] a[href^="#"], [data-vp-spring]');
  const veld = link && document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
  if (!veld) return;
  e.preventDefault();
  const invoer = veld.matches("input, select, textarea, button") ? veld : veld.querySelector("input, select, textarea");
  (invoer ?? veld).focus();
  (invoer ?? veld).scrollIntoView({ block: "center" });
});

// --- dropping files on an upload field ---
for (const vlak of document.querySelectorAll("[data-vp-sleep]")) {
  const invoer = vlak.querySelector('input[type="file"]');
  for (const soort of ["dragover", "dragleave", "drop"]) vlak.addEventListener(soort, (e) => {
    e.preventDefault();
    vlak.toggleAttribute("data-boven", soort === "dragover");
    if (soort === "drop" && e.dataTransfer.files.length) { invoer.files = e.dataTransfer.files; invoer.dispatchEvent(new Event("change", { bubbles: true })); }
  });
}
