// Elements by name, attributes and children. Text is always text: nothing here can become markup.

type Child = Node | string | null | undefined | false;

export function el(name: string, attributes: Record<string, string | boolean | (() => void)> = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function")
      made.addEventListener(key, (event) => {
        if (made instanceof HTMLAnchorElement) event.preventDefault(); // it is where a link is: it leads by itself
        value();
      });
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return made;
}

const words: Record<string, string> = JSON.parse(
  document.querySelector<HTMLMetaElement>('meta[name="words"]')?.content ?? "{}",
);

/** A sentence of the page, with its places filled. */
export function say(key: string, places: Record<string, string | number> = {}): string {
  return Object.entries(places).reduce(
    (text, [name, value]) => text.replace(`%(${name})s`, String(value)),
    words[key] ?? key,
  );
}

export function toast(text: string, undo?: () => void): void {
  const made = el("div", { class: "toast" }, el("p", {}, text));
  const gone = () => made.remove();
  if (undo)
    made.append(
      el("button", { class: "btn", type: "button", click: () => (gone(), undo()) }, say("undo")),
    );
  document.getElementById("toasts")?.append(made);
  setTimeout(gone, 10_000);
}
