// Dialogs and the sheet. A link that opens one also has an address, so it works without this file.

export function watchDialogs(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || modified(event)) return;
    const opener = event.target.closest<HTMLElement>("[data-dialog], [data-sheet]");
    const closer = event.target.closest<HTMLElement>("[data-close]");
    if (opener && open(opener)) event.preventDefault();
    else if (closer && close(closer)) event.preventDefault();
    else if (event.target instanceof HTMLDialogElement && beside(event, event.target)) event.target.close();
  });
}

function modified(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
}

function open(opener: HTMLElement): boolean {
  const address = opener.dataset["sheet"] !== undefined ? opener.getAttribute("href") : null;
  const dialog = document.getElementById(address ? "sheet" : (opener.dataset["dialog"] ?? ""));
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (address && stands(address)) return false;
  if (!address) dialog.showModal();
  else void openSheet(address);
  return true;
}

/** Whether the page itself is what the sheet would show: then the address is simply followed. */
export function stands(address: string): boolean {
  return new URL(address, location.href).pathname === location.pathname;
}

/** Load the part of a page marked id="sheet-body" into the sheet; if that fails, go to the page itself. */
export async function openSheet(address: string): Promise<void> {
  const dialog = document.getElementById("sheet");
  if (!(dialog instanceof HTMLDialogElement) || stands(address)) return location.assign(address);
  dialog.replaceChildren();
  try {
    await window.htmx.ajax("get", address, { target: dialog, select: "#sheet-body", swap: "innerHTML" });
  } catch {
    // Said by requests.ts; the page itself may be kept on the device.
  }
  if (!dialog.querySelector("#sheet-body")) location.assign(address);
  else if (!dialog.open) dialog.showModal();
}

function close(closer: HTMLElement): boolean {
  const dialog = closer.closest("dialog");
  dialog?.close();
  return dialog !== null;
}

/** A press on the dimmed page beside the dialog closes it; one that only landed there after a drag does not. */
function beside(event: MouseEvent, dialog: HTMLDialogElement): boolean {
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right;
  return event.detail > 0 && !(inside && event.clientY >= box.top && event.clientY <= box.bottom);
}
