// What htmx cannot say by itself: a fragment that could not be loaded. The words come from the
// page, in its language. Toasts of messages can be dismissed.

const toast = document.querySelector("#problem");

function say(words) {
  if (!toast || !words) return;
  toast.querySelector("p").textContent = words;
  toast.hidden = false;
}

document.addEventListener("htmx:sendError", () => say(toast?.dataset.offline));
document.addEventListener("htmx:timeout", () => say(toast?.dataset.offline));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  say(status === 403 || status === 401 ? toast?.dataset.denied : toast?.dataset.failed);
});
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (toast && event.detail.successful !== false && event.detail.xhr.status < 400) toast.hidden = true;
});
document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest(".note")?.setAttribute("hidden", "");
});
