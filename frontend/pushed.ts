// The service worker's part of reminders: show what came, and lead to its page on a press.

interface Told {
  title: string;
  href: string;
}

// The types of pages and of workers can't be had together, so what is used of a worker's stands here.
interface PushEvent extends Event {
  data: { json(): unknown } | null;
  waitUntil(done: Promise<unknown>): void;
}
interface PressEvent extends Event {
  notification: Notification;
  waitUntil(done: Promise<unknown>): void;
}
interface OpenWindow {
  url: string;
  focus(): Promise<unknown>;
}
export interface PushedWorker {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(which: { type: "window" }): Promise<readonly OpenWindow[]>;
    openWindow(href: string): Promise<unknown>;
  };
  addEventListener(name: "push", listener: (event: PushEvent) => void): void;
  addEventListener(name: "notificationclick", listener: (event: PressEvent) => void): void;
}

export function watchPushes(worker: PushedWorker): void {
  worker.addEventListener("push", (event) => {
    const told = event.data?.json() as Told | undefined;
    if (!told) return;
    event.waitUntil(worker.registration.showNotification(told.title, { data: told.href, tag: told.href }));
  });
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(show(worker, String(event.notification.data)));
  });
}

async function show(worker: PushedWorker, href: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: "window" });
  const open = windows.find((one) => new URL(one.url).pathname === href);
  await (open ? open.focus() : worker.clients.openWindow(href));
}
