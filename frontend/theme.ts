// Light, dark, or as the system says. Kept in a cookie so that the server draws the first page right.

const YEAR = 31_536_000;

export function watchTheme(): void {
  mark(document.documentElement.dataset["theme"] ?? "system");
  document.addEventListener("change", (event) => {
    const choice = event.target;
    if (choice instanceof HTMLInputElement && choice.name === "theme") choose(choice.value);
  });
}

function choose(theme: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
  else delete document.documentElement.dataset["theme"];
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
}

function mark(theme: string): void {
  for (const choice of document.querySelectorAll<HTMLInputElement>('input[name="theme"]')) {
    choice.checked = choice.value === theme;
  }
}
