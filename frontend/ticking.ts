// A clock that goes on while the page is open. What it shows is the server's: a new page puts it right.

export function watchTicking(): void {
  for (const clock of document.querySelectorAll<HTMLElement>("[data-ticks]")) tick(clock);
}

function tick(clock: HTMLElement): void {
  const before = Number(clock.dataset["ticks"]);
  const most = Number(clock.dataset["most"]);
  const began = Date.now();
  const draw = () => {
    const seconds = before + Math.min(Math.floor((Date.now() - began) / 1000), most);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  window.setInterval(draw, 1000);
}
