// Nothing typed is lost. A form with `data-draft="<key>"` keeps what was changed in this browser
// while it is not saved, and offers it back when the form is opened again: after a lost session,
// a closed tab, a crash. A saved form's draft goes.
//
// How "saved" is known without the server's help: submitting notes the key for this tab; the next
// page then either is the same form (refused, or opened again: keep), the sign-in page (session
// lost: keep), or any other page (saved: drop). Error pages do not load this module, so they keep.

const DAYS = 14;
const PREFIX = `draft:${document.body.dataset.person ?? ""}:`;
const SUBMITTED = "draft-submitted";
const skip = (field) =>
  !field.name || field.disabled || ["hidden", "password", "file", "submit", "button"].includes(field.type);

function valuesOf(form) {
  const values = {};
  for (const field of form.elements) {
    if (skip(field)) continue;
    if (field.type === "radio") {
      if (field.checked) values[field.name] = field.value;
      else values[field.name] ??= "";
    } else if (field.type === "checkbox") {
      (values[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    } else if (field.multiple) {
      values[field.name] = [...field.selectedOptions].map((option) => option.value);
    } else {
      values[field.name] = field.value;
    }
  }
  return values;
}

function fill(form, values) {
  for (const field of form.elements) {
    if (skip(field) || !(field.name in values)) continue;
    const value = values[field.name];
    // What comes back into a folded part must be seen before it is saved.
    if (typeof value === "string" && field.type !== "radio" && field.value !== value) field.closest("details")?.setAttribute("open", "");
    if (field.type === "radio") field.checked = field.value === value;
    else if (field.type === "checkbox") field.checked = value.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// A full or forbidden store must never disturb the typing.
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    /* The form still works, only without a draft. */
  }
}

function keep(form) {
  const key = PREFIX + form.dataset.draft;
  const original = JSON.stringify(valuesOf(form));
  const note = form.querySelector("[data-draft-note]");
  const draft = read(key);
  if (draft && JSON.stringify(draft.values) !== original && note) {
    const at = new Date(draft.at);
    const time = note.querySelector("time");
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    note.hidden = false;
    note.querySelector("[data-draft-restore]").addEventListener("click", () => {
      fill(form, draft.values);
      note.hidden = true;
    });
    note.querySelector("[data-draft-discard]").addEventListener("click", () => {
      localStorage.removeItem(key);
      note.hidden = true;
    });
  }
  let timer;
  const save = () => {
    clearTimeout(timer);
    const values = valuesOf(form);
    if (JSON.stringify(values) === original) {
      if (!draft) localStorage.removeItem(key);
    } else write(key, { at: Date.now(), values });
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

const forms = [...document.querySelectorAll("form[data-draft]")];
const submitted = sessionStorage.getItem(SUBMITTED);
if (submitted && document.body.dataset.page !== "sign-in") {
  if (!forms.some((form) => PREFIX + form.dataset.draft === submitted)) localStorage.removeItem(submitted);
  sessionStorage.removeItem(SUBMITTED);
}
for (const key of Object.keys(localStorage)) {
  if (key.startsWith("draft:") && !(read(key)?.at > Date.now() - DAYS * 86_400_000)) localStorage.removeItem(key);
}
forms.forEach(keep);
