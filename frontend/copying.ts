// A button that copies what stands in a field or a list. Without this file it is there to be copied by hand.

const SAID = 2_000;

export function watchCopying(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest<HTMLElement>("[data-copy]");
    const field = button && document.getElementById(button.dataset["copy"] ?? "");
    if (button && field) void copy(field, button);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset["select"] !== undefined) event.target.select();
  });
}

async function copy(field: HTMLElement, button: HTMLElement): Promise<void> {
  select(field);
  try {
    await navigator.clipboard.writeText(field instanceof HTMLInputElement ? field.value : field.innerText.trim());
  } catch {
    if (!document.execCommand("copy")) return; // an old browser, or no permission: it is selected, at least
  }
  button.dataset["copied"] = "yes";
  setTimeout(() => delete button.dataset["copied"], SAID);
}

function select(field: HTMLElement): void {
  if (field instanceof HTMLInputElement) field.select();
  else getSelection()?.selectAllChildren(field);
}
