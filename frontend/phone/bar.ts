// The bar on every page of ours: how many entries wait on this device, and that nothing is lost. It also keeps what a
// day without a network needs, and sends what waits as soon as there is one.
import { forget, keep, outbox, type Kept } from "./store";
import { sendWaiting } from "./sender";

const FRESH_FOR = 5 * 60 * 1000;

export function watchOutbox(): void {
  if (!("indexedDB" in window)) return;
  const bar = document.getElementById("waiting");
  if ("serviceWorker" in navigator) void navigator.serviceWorker.register("/sw.js", { scope: "/" }).catch(() => {});
  if (!bar) return;
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.action.endsWith("/logout/")) void forget();
  });
  const act = () => void send(bar);
  for (const name of ["online", "focus", "pageshow"]) addEventListener(name, act);
  document.addEventListener("visibilitychange", () => document.hidden || act());
  act();
  void keepDay(bar);
}

async function send(bar: HTMLElement): Promise<void> {
  if ((await outbox()).length) {
    await show(bar);
    const sent = await sendWaiting();
    for (const words of sent.words) say(words);
  }
  await show(bar);
}

async function show(bar: HTMLElement): Promise<void> {
  const mine = (await outbox()).filter((one) => one.state !== "aside");
  const refused = mine.filter((one) => one.state === "refused").length;
  bar.hidden = mine.length === 0;
  const words = bar.querySelector("span");
  const key = refused ? "refused" : mine.length === 1 ? "one" : "many";
  if (words) words.textContent = (bar.dataset[key] ?? "").replace("%(n)s", String(refused || mine.length));
}

function say(words: string): void {
  const toast = document.createElement("div");
  toast.className = "toast";
  const line = document.createElement("p");
  line.textContent = words;
  toast.append(line);
  document.getElementById("toasts")?.append(toast);
  setTimeout(() => toast.remove(), 10_000);
}

async function keepDay(bar: HTMLElement): Promise<void> {
  const address = bar.dataset["keep"] ?? "";
  const at = Number(sessionStorage.getItem(address) ?? 0);
  if (!address || !navigator.onLine || Date.now() - at < FRESH_FOR) return;
  try {
    const answer = await fetch(address, { redirect: "error", cache: "no-store" });
    if (!answer.ok) return;
    await keep((await answer.json()) as Kept);
    sessionStorage.setItem(address, String(Date.now()));
    document.documentElement.dataset["kept"] = "yes";
    await navigator.storage?.persist?.();
  } catch {
    // No network, or no room: the day that was kept before stays.
  }
}
