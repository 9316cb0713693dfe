// @ts-check
// Nothing typed is lost. A form with `data-draft="<key>"` keeps what was changed in this browser
// while it is not saved, and offers it back when the form is opened again: after a lost session,
// a closed tab, a crash. A saved form's draft goes.
//
// How "saved" is known without the server's help: submitting notes the key for this tab; the next
// page then either is the same form (refused, or opened again: keep), the sign-in page (session
// lost: keep), or any other page (saved: drop). Error pages do not load this module, so they keep.

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */
/** @typedef {Record<string, string | string[]>} Values by the field's name; many of tick boxes */

const DAYS = 14;
const PREFIX = `draft:${document.body.dataset.person ?? ""}:`;
const SUBMITTED = "draft-submitted";
const NOT_TYPED = ["hidden", "password", "file", "submit", "button"];

/**
 * The fields of `form` that somebody fills.
 * @param {HTMLFormElement} form
 */
function fieldsOf(form) {
  const fields = /** @type {Field[]} */ ([...form.elements]);
  return fields.filter(({ name, disabled, type }) =>
    name && !disabled && !NOT_TYPED.includes(type)
  );
}

/** @param {Field} field */
const isChecked = (field) => field instanceof HTMLInputElement && field.checked;

/**
 * What stands in `form`.
 * @param {HTMLFormElement} form
 */
function valuesOf(form) {
  /** @type {Values} */
  const values = {};
  for (const field of fieldsOf(form)) {
    const { name, type, value } = field;
    if (type === "radio") {
      if (isChecked(field)) values[name] = value;
      else values[name] ??= "";
    } else if (type === "checkbox") {
      values[name] = [...(values[name] ?? []), ...(isChecked(field) ? [value] : [])];
    } else if (field instanceof HTMLSelectElement && field.multiple) {
      values[name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      values[name] = value;
    }
  }
  return values;
}

/**
 * Puts `values` into `form` and tells whoever listens to its fields.
 * @param {HTMLFormElement} form
 * @param {Values} values
 */
function fill(form, values) {
  for (const field of fieldsOf(form)) {
    if (!(field.name in values)) continue;
    put(field, values[field.name]);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/**
 * @param {Field} field
 * @param {string | string[]} value
 */
function put(field, value) {
  if (field instanceof HTMLInputElement && field.type === "radio") {
    field.checked = field.value === value;
  } else if (field instanceof HTMLInputElement && field.type === "checkbox") {
    field.checked = value.includes(field.value);
  } else if (field instanceof HTMLSelectElement && field.multiple) {
    for (const option of field.options) option.selected = value.includes(option.value);
  } else if (typeof value === "string") {
    // What comes back into a folded part must be seen before it is saved.
    if (field.value !== value) field.closest("details")?.setAttribute("open", "");
    field.value = value;
  }
}

// A full or forbidden store must never disturb the typing.

/**
 * @param {string} key
 * @returns {{ at: number, values: Values } | null} the draft and when it was kept
 */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {Values} values
 */
function write(key, values) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch {
    /* The form still works, only without a draft. */
  }
}

/**
 * Says that there is a draft, and gives it back or throws it away.
 * @param {HTMLFormElement} form
 * @param {string} key
 * @param {{ at: number, values: Values }} draft
 */
function offer(form, key, draft) {
  /** @type {HTMLElement | null} */
  const note = form.querySelector("[data-draft-note]");
  const time = note?.querySelector("time");
  if (!note || !time) return;
  const at = new Date(draft.at);
  time.dateTime = at.toISOString();
  time.textContent = at.toLocaleString(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  note.hidden = false;
  note.querySelector("[data-draft-restore]")?.addEventListener("click", () => {
    fill(form, draft.values);
    note.hidden = true;
  });
  note.querySelector("[data-draft-discard]")?.addEventListener("click", () => {
    localStorage.removeItem(key);
    note.hidden = true;
  });
}

/**
 * Keeps what is typed into `form`.
 * @param {HTMLFormElement} form
 */
function keep(form) {
  const key = keyOf(form);
  const original = JSON.stringify(valuesOf(form));
  const draft = read(key);
  if (draft && JSON.stringify(draft.values) !== original) offer(form, key, draft);
  /** @type {number | undefined} */
  let timer;
  const save = () => {
    clearTimeout(timer);
    const values = valuesOf(form);
    if (JSON.stringify(values) !== original) write(key, values);
    else if (!draft) localStorage.removeItem(key);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => {
    save();
    sessionStorage.setItem(SUBMITTED, key);
  });
  addEventListener("pagehide", () => timer && save());
}

/** @param {HTMLFormElement} form */
const keyOf = (form) => `${PREFIX}${form.dataset.draft}`;

/** @type {NodeListOf<HTMLFormElement>} */
const forms = document.querySelectorAll("form[data-draft]");
const submitted = sessionStorage.getItem(SUBMITTED);
if (submitted && document.body.dataset.page !== "sign-in") {
  if (![...forms].some((form) => keyOf(form) === submitted)) localStorage.removeItem(submitted);
  sessionStorage.removeItem(SUBMITTED);
}
const OLDEST = Date.now() - DAYS * 86_400_000;
for (const key of Object.keys(localStorage)) {
  if (key.startsWith("draft:") && !((read(key)?.at ?? 0) > OLDEST)) localStorage.removeItem(key);
}
forms.forEach(keep);
