// What htmx cannot say by itself: a fragment that could not be loaded. The words come from the
// page, in its language. Toasts can be dismissed. And the word that something is saved stands where
// it was saved: before the card that the address points to, which may be far down the page.

const messages = document.querySelector(".messages:has(.note)");
const place = location.hash && document.getElementById(location.hash.slice(1))?.closest("main section");
if (messages && place) {
  place.before(messages);
  // Going to the place, which the browser does last, takes the focus away.
  addEventListener("load", () => setTimeout(() => {
    messages.scrollIntoView({ block: "nearest" });
    messages.querySelector(".note").focus({ preventScroll: true });
  }));
}

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
