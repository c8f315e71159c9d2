// A tapped number leaves the page for the phone's own app. On return the log is open, with when the call began and how
// long the person was away. As frontend/calls.ts does it on the server's pages.

const KEPT = "call without a network";

interface Made {
  log: string;
  began: number;
}

export function watchCalls(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-call]") : null;
    if (link?.dataset["call"]) keep({ log: link.dataset["call"], began: Date.now() });
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
  for (const name of ["pageshow", "focus"]) window.addEventListener(name, ask);
}

function keep(call: Made): void {
  sessionStorage.setItem(KEPT, JSON.stringify(call));
}

function ask(): void {
  const text = sessionStorage.getItem(KEPT);
  if (!text || document.visibilityState !== "visible") return;
  const { log, began } = JSON.parse(text) as Made;
  const took = Math.max(0, Math.round((Date.now() - began) / 1000));
  sessionStorage.removeItem(KEPT);
  location.hash = `${log}&began=${began}&took=${took}`;
}
