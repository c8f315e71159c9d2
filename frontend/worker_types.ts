// What is used of a service worker's own types: those of pages and of workers can't be had together.

interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
export type InstallEvent = Lasting;
export interface Message extends Lasting {
  data: unknown;
}
export interface Fetched extends Lasting {
  // Whether the browser goes back or forward to it: in the Fetch standard, and not yet in TypeScript's own types.
  request: Request & { readonly isHistoryNavigation?: boolean };
  respondWith(answer: Promise<Response>): void;
}
interface Window {
  postMessage(message: unknown, ports: MessagePort[]): void;
}
export interface Worker {
  location: Location;
  clients: {
    claim(): Promise<void>;
    matchAll(which: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Window[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", listener: (event: InstallEvent) => void): void;
  addEventListener(name: "fetch", listener: (event: Fetched) => void): void;
  addEventListener(name: "message", listener: (event: Message) => void): void;
}
