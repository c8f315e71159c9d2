// The list of organizations in the side bar closes as a menu does: with Escape, or by pressing elsewhere.

export function watchSwitcher(): void {
  const menu = document.querySelector<HTMLDetailsElement>("details.switcher");
  if (!menu) return;
  document.addEventListener("click", (event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
