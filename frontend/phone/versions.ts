// A new version of the app waits until nobody has something half-written, in any window; then it takes over.
import { toast } from "./toast";
import { say } from "./words";

const touched = new Set<HTMLFormElement>();
const HOUR = 3_600_000;

/** A form that was typed in and not sent. */
export function isBusy(): boolean {
  return [...touched].some((form) => form.isConnected);
}

export function watchForms(): void {
  document.addEventListener("input", (event) => {
    const form = (event.target as { form?: HTMLFormElement | null }).form;
    if (form && form.method === "post") touched.add(form);
  });
  document.addEventListener("submit", (event) => touched.delete(event.target as HTMLFormElement));
}

export async function watchVersions(reloads: boolean): Promise<void> {
  watchForms();
  const workers = navigator.serviceWorker;
  workers.addEventListener("message", answer);
  let first = workers.controller === null;
  workers.addEventListener("controllerchange", () => {
    // The first worker of all changes nothing for a page that is open.
    if (!first) changed(reloads);
    first = false;
  });
  const registration = await workers.register("/sw.js", { scope: "/", updateViaCache: "none" });
  const ask = (): void => registration.waiting?.postMessage({ kind: "take over" });
  ask();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", ask);
  });
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("submit", () => setTimeout(ask, 1_000));
  setInterval(() => void registration.update().catch(() => undefined), HOUR);
}

/** The new worker asks every window whether it may. */
function answer(event: MessageEvent): void {
  if ((event.data as { kind?: string } | null)?.kind === "busy?") event.ports[0]?.postMessage(isBusy());
}

function changed(reloads: boolean): void {
  if (isBusy()) toast(say("new_version"), say("reload"), () => location.reload());
  else if (reloads) location.reload();
}
