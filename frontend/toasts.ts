// A toast stays ten seconds, longer while somebody points at it or has focus in it, and until it is dismissed
// where the reader asked for less motion.

const STAYS = 10_000;

export function watchToasts(): void {
  start();
  document.addEventListener("htmx:load", start);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-dismiss]")) {
      event.target.closest(".toast")?.remove();
    }
  });
}

function start(): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const toast of document.querySelectorAll<HTMLElement>(".toast[data-toast]:not([data-timed])"))
    time(toast);
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
