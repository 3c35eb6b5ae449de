// A button at every password field that shows or hides what was typed. Pasting and password managers are left alone.
for (const veld of document.querySelectorAll("input[type=password]")) {
  const knop = document.createElement("button");
  knop.type = "button";
  knop.className = "utrecht-button utrecht-button--subtle vp-knop vp-toegang__toon";
  knop.setAttribute("aria-controls", veld.id);
  const zet = (zichtbaar) => {
    veld.type = zichtbaar ? "text" : "password";
    knop.textContent = zichtbaar ? "Verberg" : "Toon";
    knop.setAttribute("aria-label", zichtbaar ? "Verberg de tekens" : "Toon de tekens");
  };
  zet(false);
  knop.addEventListener("click", () => {
    zet(veld.type === "password");
    veld.focus();
  });
  veld.form?.addEventListener("submit", () => zet(false));
  const rij = document.createElement("div");
  rij.className = "vp-toegang__wachtwoord";
  veld.before(rij);
  rij.append(veld, knop);
}
