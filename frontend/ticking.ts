// A clock that goes on while the page is open. What it shows is the server's: a new page puts it right.

export function watchTicking(): void {
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target as HTMLElement));
}

function start(root: Document | HTMLElement): void {
  for (const clock of root.querySelectorAll<HTMLElement>("[data-ticks]:not([data-goes])")) tick(clock);
}

function tick(clock: HTMLElement): void {
  const before = Number(clock.dataset["ticks"]);
  const most = Number(clock.dataset["most"]);
  const began = Date.now();
  clock.dataset["goes"] = "";
  const going = window.setInterval(() => {
    if (!clock.isConnected) return window.clearInterval(going);
    const seconds = before + Math.min(Math.floor((Date.now() - began) / 1000), most);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }, 1000);
}
