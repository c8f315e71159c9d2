// The team tree by dragging, by finger too: a team dropped on another's branch stands below it. The arrows and the
// page of each team do the same without this file.
import Sortable from "sortablejs";

function watch(): void {
  const form = document.querySelector<HTMLFormElement>("#team-tree:not([data-sorting])");
  if (!form) return;
  form.dataset["sorting"] = "yes";
  for (const branch of form.querySelectorAll<HTMLElement>("[data-branch]")) {
    Sortable.create(branch, {
      group: "teams",
      handle: ".grip",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      fallbackOnBody: true,
      swapThreshold: 0.65,
      emptyInsertThreshold: 12,
      sort: false,
      onStart: () => form.classList.add("is-dragging"),
      onEnd: (event) => {
        form.classList.remove("is-dragging");
        if (event.from !== event.to) place(form, event.item, event.to);
      },
    });
  }
  form.querySelector<HTMLElement>("[data-moved] a")?.focus();
}

function place(form: HTMLFormElement, item: HTMLElement, branch: HTMLElement): void {
  fill(form, "[data-dragged]", item.dataset["team"]);
  fill(form, "[data-dropped]", branch.dataset["branch"]);
  form.dispatchEvent(new CustomEvent("placed", { bubbles: true }));
}

function fill(form: HTMLFormElement, which: string, value = ""): void {
  const field = form.querySelector<HTMLInputElement>(which);
  if (field) [field.disabled, field.value] = [false, value];
}

watch();
document.addEventListener("htmx:load", watch);
