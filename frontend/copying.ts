// A button that copies what stands in a field. Without this file the field is there to be copied by hand.

const SAID = 2_000;

export function watchCopying(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest<HTMLElement>("[data-copy]");
    const field = button && document.getElementById(button.dataset["copy"] ?? "");
    if (button && field instanceof HTMLInputElement) void copy(field, button);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset["select"] !== undefined) event.target.select();
  });
}

async function copy(field: HTMLInputElement, button: HTMLElement): Promise<void> {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    if (!document.execCommand("copy")) return; // an old browser, or no permission: it is selected, at least
  }
  button.dataset["copied"] = "yes";
  setTimeout(() => delete button.dataset["copied"], SAID);
}
