// Passkeys: asks the browser for one and puts the answer in the form. No framework, no inline script (strict CSP).
const naarBytes = (tekst) => {
  const gewoon = tekst.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(gewoon), (teken) => teken.charCodeAt(0));
};
const naarTekst = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const metBytes = (opties) => {
  const uit = { ...opties, challenge: naarBytes(opties.challenge) };
  if (opties.user) uit.user = { ...opties.user, id: naarBytes(opties.user.id) };
  for (const lijst of ["excludeCredentials", "allowCredentials"]) {
    if (opties[lijst]) uit[lijst] = opties[lijst].map((sleutel) => ({ ...sleutel, id: naarBytes(sleutel.id) }));
  }
  return uit;
};

const alsTekst = (sleutel) => {
  const antwoord = { clientDataJSON: naarTekst(sleutel.response.clientDataJSON) };
  for (const naam of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (sleutel.response[naam]) antwoord[naam] = naarTekst(sleutel.response[naam]);
  }
  if (sleutel.response.getTransports) antwoord.transports = sleutel.response.getTransports();
  return JSON.stringify({
    id: sleutel.id,
    rawId: naarTekst(sleutel.rawId),
    type: sleutel.type,
    response: antwoord,
    clientExtensionResults: sleutel.getClientExtensionResults(),
    authenticatorAttachment: sleutel.authenticatorAttachment ?? null,
  });
};

const ZINNEN = {
  NotAllowedError: "Het is niet gelukt of je bent gestopt. Probeer het nog eens, of kies een andere manier.",
  InvalidStateError: "Op dit apparaat staat al een passkey voor je account. Je hoeft er niets voor te doen.",
  SecurityError: "Op dit adres werken passkeys niet. Open Vindplaats met de naam van de site, niet met een nummer.",
  netwerk: "Vindplaats is nu niet te bereiken. Controleer je verbinding en probeer het nog eens.",
};

const optiesVan = async (formulier) => {
  if (formulier.dataset.vpOpties) return JSON.parse(formulier.dataset.vpOpties);
  const antwoord = await fetch(formulier.action, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!antwoord.ok) throw new DOMException("", "netwerk");
  return (await antwoord.json()).request_options;
};

const vraag = async (formulier) => {
  const melding = formulier.querySelector("[data-vp-passkey-melding]");
  const knop = formulier.querySelector("button");
  melding.textContent = "";
  knop.disabled = true;
  try {
    const opties = await optiesVan(formulier);
    const publicKey = metBytes(opties.publicKey);
    const nieuw = formulier.dataset.vpPasskey === "nieuw";
    const sleutel = await (nieuw ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
    formulier.elements.credential.value = alsTekst(sleutel);
    formulier.submit();
  } catch (fout) {
    melding.textContent = ZINNEN[fout.name] ?? (fout instanceof TypeError ? ZINNEN.netwerk : ZINNEN.NotAllowedError);
    knop.disabled = false;
    knop.focus();
  }
};

for (const formulier of document.querySelectorAll("[data-vp-passkey]")) {
  if (!window.PublicKeyCredential) {
    formulier.querySelector("[data-vp-passkey-melding]").textContent =
      "Deze browser kent geen passkeys. Kies een andere manier.";
    formulier.querySelector("button").disabled = true;
    continue;
  }
  formulier.addEventListener("submit", (gebeurtenis) => {
    gebeurtenis.preventDefault();
    vraag(formulier);
  });
}
