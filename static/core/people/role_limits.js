// @ts-check
// Where a role is given, a limit is offered only if it means something for the role that is chosen:
// a control with `data-only-for="<roles>"` goes with the others, and what stood in it is not sent.

/** @type {HTMLSelectElement | null} */
const role = document.querySelector("select[name=role]");
/** @type {NodeListOf<HTMLSelectElement>} */
const limits = document.querySelectorAll("select[data-only-for]");

function offer() {
  for (const limit of limits) {
    const fits = limit.dataset.onlyFor?.split(" ").includes(role?.value ?? "") ?? false;
    limit.disabled = !fits;
    /** @type {HTMLElement | null} */
    const field = limit.closest(".field");
    if (field) field.hidden = !fits;
  }
}

role?.addEventListener("change", offer);
offer();
