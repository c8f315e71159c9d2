// Parts that keep themselves up to date leave alone what somebody is typing into or has opened, and rest while
// nobody looks.

export function watchLive(): void {
  document.addEventListener("htmx:beforeRequest", (event) => {
    const part = event.target;
    if (part instanceof HTMLElement && part.dataset["live"] !== undefined && busy(part)) event.preventDefault();
  });
}

function busy(part: HTMLElement): boolean {
  return document.hidden || part.contains(document.activeElement) || part.querySelector("details[open]") !== null;
}
