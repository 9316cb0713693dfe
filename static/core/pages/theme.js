// The theme switch: system, light or dark. The choice lives in a cookie, so the server writes
// `data-theme` on <html> and no page flashes; this module only changes it.

const YEAR = 60 * 60 * 24 * 365;

function choose(theme) {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    document.cookie = "theme=; path=/; max-age=0; samesite=lax";
  } else {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
  }
  for (const button of document.querySelectorAll("button[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-theme-choice]");
  if (button) choose(button.dataset.themeChoice);
});

choose(document.documentElement.dataset.theme ?? "system");
