// Reminders on this device, also while no page is open. Offered where the browser can; asked for by a press alone.
import { token } from "./requests";

export function watchPush(): void {
  document.addEventListener("submit", (event) => {
    // Whoever signs out takes their reminders along: the next person on this device must not read them.
    if (event.target instanceof HTMLFormElement && event.target.action.endsWith("/logout/")) void unsubscribe();
  });
  const button = document.querySelector<HTMLButtonElement>("[data-push]");
  if (!button || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  button.hidden = false;
  say("");
  button.addEventListener("click", () => void subscribe(button));
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
