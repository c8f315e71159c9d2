// A toast stays ten seconds, and as long as somebody is reading or about to press Undo.

const STAYS = 10_000;

export function watchToasts(): void {
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target as HTMLElement));
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-dismiss]")) {
      event.target.closest(".toast")?.remove();
    }
  });
}

function start(root: Document | HTMLElement): void {
  for (const toast of root.querySelectorAll<HTMLElement>(".toast[data-toast]:not([data-timed])")) time(toast);
}

function time(toast: HTMLElement): void {
  let timer = 0;
  const go = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => toast.remove(), STAYS);
  };
  const wait = () => clearTimeout(timer);
  toast.dataset["timed"] = "yes";
  for (const name of ["mouseenter", "focusin"]) toast.addEventListener(name, wait);
  for (const name of ["mouseleave", "focusout"]) toast.addEventListener(name, go);
  go();
}
