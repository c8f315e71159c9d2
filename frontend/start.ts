// Starting an organization: the browser knows where one is, and the short name follows the name.
// Without any of this the server guesses, and asks.

export {};

const zone = document.querySelector<HTMLInputElement>("[data-zone]");
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || zone.value;

const named = document.querySelector<HTMLInputElement>("[data-slug-from]");
const slug = document.querySelector<HTMLInputElement>("[data-slug]");
if (named && slug) {
  let own = slug.value !== "" && slug.value !== short(named.value);
  slug.addEventListener("input", () => (own = slug.value !== ""));
  named.addEventListener("input", () => {
    if (!own) slug.value = short(named.value);
  });
}
document.querySelector<HTMLElement>("[data-errors]")?.focus();
document.documentElement.dataset["ready"] = "yes";

/** As the server makes it: letters without their marks, words joined by hyphens. */
function short(text: string): string {
  const plain = text.normalize("NFKD").replace(/[^\p{ASCII}]/gu, "").toLowerCase();
  return plain
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/[-\s]+/g, "-")
    .slice(0, 60);
}
