// Buttons that count a field up and down, one that prints, and those that need a browser to copy. Without this file the field is typed into.

export function watchSteps(): void {
  show(document);
  document.addEventListener("htmx:load", (event) => show(event.target as HTMLElement));
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-print]")) window.print();
    const button = event.target.closest<HTMLElement>("[data-step]");
    const field = button && document.getElementById(button.dataset["for"] ?? "");
    if (button && field instanceof HTMLInputElement) step(field, Number(button.dataset["step"]));
  });
}

function show(root: Document | HTMLElement): void {
  for (const button of root.querySelectorAll<HTMLElement>("[data-step], [data-print], [data-copy]")) button.hidden = false;
}

function step(field: HTMLInputElement, by: number): void {
  const next = Math.max(0, (Number.parseInt(field.value, 10) || 0) + by);
  field.value = next ? String(next) : "";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
