// htmx speaks to Django: every request that changes something carries the token of the page.

export function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

export function watchRequests(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const { detail } = event as CustomEvent<{ headers: Record<string, string> }>;
    detail.headers["X-CSRFToken"] = token();
  });
  for (const name of ["htmx:sendError", "htmx:responseError"]) document.addEventListener(name, sayFailed);
  focusFirstError(document);
  document.addEventListener("htmx:afterSwap", (event) => focusFirstError(event.target as HTMLElement));
}

/** A page that could not be changed says so, because htmx itself stays silent. */
function sayFailed(event: Event): void {
  const { xhr } = (event as CustomEvent<{ xhr?: XMLHttpRequest }>).detail;
  const place = document.getElementById("trouble");
  if (!place || xhr?.status === 422) return;
  place.textContent = place.dataset[xhr?.status ? "failed" : "offline"] ?? "";
  place.hidden = false;
  document.addEventListener("htmx:beforeRequest", () => (place.hidden = true), { once: true });
}

/** The summary of errors is what a person should hear first. */
function focusFirstError(root: Document | HTMLElement): void {
  const summary = root.querySelector<HTMLElement>("[data-errors]");
  if (!summary?.closest("[data-gallery]")) summary?.focus();
}
