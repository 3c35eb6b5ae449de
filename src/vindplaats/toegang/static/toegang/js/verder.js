// Sends the form that waited for the confirmation. A form that came through HTMX goes that way again, and then back.
const formulier = document.querySelector("[data-vp-verder]");
if (formulier) {
  const terug = formulier.dataset.vpTerug;
  if (terug) {
    formulier.addEventListener("htmx:afterRequest", (gebeurtenis) => {
      if (gebeurtenis.detail.successful && !gebeurtenis.detail.xhr.getResponseHeader("HX-Redirect")) {
        window.location.assign(terug);
      }
    });
  }
  formulier.requestSubmit();
}
