// A line that comes and goes, with one thing to do. As the server's toasts (templates/components/toasts.html).
import { h } from "./h";
import { say } from "./words";

const STAYS = 10_000;

export function toast(text: string, label = "", act: () => void = () => {}): void {
  const go = (): void => box.remove();
  const box = h(
    "div", { class: "toast" },
    h("p", {}, h("span", {}, text)),
    label && h("button", { class: "btn", type: "button", click: () => (go(), act()) }, label),
    h("button", { class: "btn btn-round toast-x", type: "button", "aria-label": say("dismiss"), click: go }, "×"),
  ); // prettier-ignore
  document.getElementById("toasts")?.replaceChildren(box);
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) setTimeout(go, STAYS);
}
