// Elements from plain values. Text is always text: nothing that somebody typed is ever read as HTML.

// Marks by which a name would turn around what stands beside it; the server leaves them out of its pages, too.
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

type Child = Node | string | null | undefined | false;
type Values = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

export function h(tag: string, values: Values = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  const shown = children.filter((child): child is Node | string => Boolean(child));
  element.append(...shown.map((child) => (typeof child === "string" ? child.replace(TURNS, "") : child)));
  return element;
}

/** A picture that the page brought along; the server draws the same ones. */
export function icon(name: string, size = ""): Node | null {
  return drawn(`[data-icon="${CSS.escape(name)}"]`, size) ?? drawn('[data-icon="check"]', size);
}

export function symbol(state: string): Node | null {
  return drawn(`[data-symbol="${CSS.escape(state)}"]`);
}

function drawn(where: string, size = ""): Node | null {
  const found = document.querySelector(`#icons ${where}`)?.firstElementChild?.cloneNode(true) as Element | undefined;
  if (size) found?.classList.add(`icon-${size}`);
  return found ?? null;
}
