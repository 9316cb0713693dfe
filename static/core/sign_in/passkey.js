// @ts-check
// Passkeys. A form with `data-passkey-question` (what to ask the browser, as JSON) has a button
// `data-passkey` ("new" or "use"): the browser's answer goes into the field "passkey", and the form is
// sent. What goes wrong is told in `data-passkey-problem`.

/**
 * What the browser answers, as JSON.
 * @param {string} asked
 * @param {boolean} isNew
 */
async function answer(asked, isNew) {
  const { publicKey } = JSON.parse(asked);
  const credential = isNew
    ? await navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey),
    })
    : await navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey),
    });
  return credential instanceof PublicKeyCredential ? JSON.stringify(credential.toJSON()) : "";
}

/** @param {HTMLFormElement} form */
function settle(form) {
  const button = form.querySelector("[data-passkey]");
  const problem = form.querySelector("[data-passkey-problem]");
  const field = form.elements.namedItem("passkey");
  if (
    !(button instanceof HTMLButtonElement) || !(problem instanceof HTMLElement) ||
    !(field instanceof HTMLInputElement)
  ) return;
  button.addEventListener("click", async () => {
    const isNew = button.dataset.passkey === "new";
    if (isNew && !form.reportValidity()) return;
    problem.hidden = true;
    try {
      field.value = await answer(form.dataset.passkeyQuestion ?? "", isNew);
      form.submit();
    } catch {
      // Cancelled, too late, already there, or a browser that knows none: try again, or a code.
      problem.hidden = false;
      button.focus();
    }
  });
}

document.querySelectorAll("form[data-passkey-question]").forEach((form) => {
  if (form instanceof HTMLFormElement) settle(form);
});
