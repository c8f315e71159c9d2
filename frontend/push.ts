// Reminders on this device, also while no page is open. Offered where the browser can; asked for by a press alone.
import { token } from "./requests";

export function watchPush(): void {
  document.addEventListener("submit", (event) => {
    // Whoever signs out takes their reminders along: the next person on this device must not read them.
    if (event.target instanceof HTMLFormElement && event.target.action.endsWith("/logout/")) void unsubscribe();
  });
  const button = document.querySelector<HTMLButtonElement>("[data-push]");
  if (!button || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  say("");
  button.addEventListener("click", () => void subscribe(button));
  void offer(button);
}

// Whoever asked on this device already sees which of the rows it is, and is not asked again.
async function offer(button: HTMLButtonElement): Promise<void> {
  const row = await rowOfThisDevice();
  button.hidden = row !== null;
  if (!row) return;
  for (const mark of row.querySelectorAll<HTMLElement>("[data-this-device]")) mark.hidden = false;
  say(button.dataset["pushThere"] ?? "");
}

async function rowOfThisDevice(): Promise<Element | null> {
  const worker = await navigator.serviceWorker.getRegistration();
  const given = await worker?.pushManager.getSubscription();
  if (!given) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(given.endpoint));
  const text = Array.from(new Uint8Array(digest), (part) => part.toString(16).padStart(2, "0")).join("");
  return document.querySelector(`[data-device="${text}"]`);
}

async function subscribe(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  try {
    const worker = await navigator.serviceWorker.ready;
    const given = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(button.dataset["pushKey"] ?? ""),
    });
    const answer = await fetch(button.dataset["push"] ?? "", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(given),
      redirect: "error",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    location.reload();
  } catch {
    say(button.dataset["pushFailed"] ?? "");
    button.disabled = false;
  }
}

async function unsubscribe(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration();
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
}

function say(words: string): void {
  const place = document.getElementById("push-said");
  if (place) place.textContent = words;
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
