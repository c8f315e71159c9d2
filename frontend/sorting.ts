// Rows of a form put in order by dragging, by finger too. The arrows beside them do the same without this file.
import Sortable from "sortablejs";

function watch(): void {
  for (const list of document.querySelectorAll<HTMLElement>("[data-sort]:not([data-sorting])")) {
    list.dataset["sorting"] = "yes";
    Sortable.create(list, {
      handle: ".grip",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onEnd: (event) => {
        if (event.oldIndex !== event.newIndex) list.dispatchEvent(new CustomEvent("sorted", { bubbles: true }));
      },
    });
  }
}

watch();
document.addEventListener("htmx:load", watch);
