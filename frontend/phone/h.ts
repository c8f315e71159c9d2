// Elements from plain values. Text is always text: nothing that somebody typed is ever read as HTML.

// Marks by which a name would turn around what stands beside it; the server leaves them out of its pages, too.
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
// A figure goes over to the other side of a name from right to left that it follows, unless the name is isolated.
// The same runs as on the server: organizations/turning.py says what ends one.
const LETTERS = "[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}]+";
const BETWEEN = "(?:[0-9](?!%?[,;])|[^\\p{L}\\p{N}_·()\\[\\]\\n])*?";
const BRACKETED = `[(\\[]${BETWEEN}${LETTERS}(?:${BETWEEN}${LETTERS})*[)\\]]`;
const RUN = new RegExp(`${LETTERS}(?:${BETWEEN}(?:${LETTERS}|${BRACKETED}))*`, "gu");

type Child = Node | string | null | undefined | false;
type Values = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

export function h(tag: string, values: Values = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  const there = children.filter((child): child is Node | string => Boolean(child));
  // What stands in a field is sent again, and stays what it was.
  const put = (text: string): string => (tag === "textarea" ? text : shown(text));
  element.append(...there.map((child) => (typeof child === "string" ? put(child) : child)));
  return element;
}

function shown(text: string): string {
  return text.replace(TURNS, "").replace(RUN, "\u2068$&\u2069");
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
