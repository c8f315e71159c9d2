// The one service worker. It keeps the files of the app and one page that holds nothing personal; never a page or an
// answer of the server. When the network fails it shows that page, and keeps a call that was being saved.
import { capture, signsOut } from "./phone/capture";
import { leave } from "./phone/locking";
import { finishSignOut } from "./phone/who";
import { type PushedWorker, watchPushes } from "./pushed";
import type { InstallEvent, Fetched, Message, Worker } from "./worker_types";

declare const BUILD: { version: string; page: string; files: string[] };
const worker = self as unknown as Worker;
const CACHE = `shell ${BUILD.version}`;
// Where somebody stands and waits: a network that does not answer in time is none.
const HURRIED = /^\/$|^\/app\/|^\/o\/[^/]+\/(today\/|log\/)?$/;
const PATIENCE = 6_000;
const UNREACHED = new Set([502, 503, 504]);

watchPushes(worker as unknown as PushedWorker);

worker.addEventListener("install", (event: InstallEvent) => {
  event.waitUntil(fillCache());
});

async function fillCache(): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = new Request(BUILD.page, { cache: "reload", credentials: "omit" });
  await cache.addAll([page, ...BUILD.files]);
}

worker.addEventListener("activate", (event: InstallEvent) => {
  event.waitUntil(clearOldCaches().then(() => worker.clients.claim()));
});

async function clearOldCaches(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell ") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

worker.addEventListener("fetch", (event: Fetched) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== worker.location.origin) return;
  if (BUILD.files.includes(url.pathname)) event.respondWith(fromCache(request));
  else if (request.mode === "navigate" && request.method === "GET") event.respondWith(visit(request, url));
  else if (request.method === "POST" && keepsPosts(url, request)) event.respondWith(post(event, request, url));
});

async function fromCache(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request.url)) ?? fetch(request);
}

async function visit(request: Request, url: URL): Promise<Response> {
  await finishSignOut().catch(() => undefined);
  const asked = fetch(request);
  try {
    const response = await (HURRIED.test(url.pathname) ? inTime(asked) : asked);
    return UNREACHED.has(response.status) ? await shell() : response;
  } catch {
    return shell();
  }
}

function inTime(asked: Promise<Response>): Promise<Response> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
  return Promise.race([asked, late]);
}

async function shell(): Promise<Response> {
  const found = await caches.match(BUILD.page);
  return found ? new Response(found.body, { headers: found.headers }) : Response.error();
}

function keepsPosts(url: URL, request: Request): boolean {
  return request.mode === "navigate" || /^\/o\/[^/]+\/log\/$/.test(url.pathname);
}

/** Send it; without a network keep what can be kept, and say so. */
async function post(event: Fetched, request: Fetched["request"], url: URL): Promise<Response> {
  if (request.isHistoryNavigation) return again(request, url);
  const copy = request.clone();
  try {
    const response = await fetch(request);
    // Whoever has signed out leaves nothing to see, even if no page of ours comes after this.
    if (signsOut(url) && response.type === "opaqueredirect") event.waitUntil(leave(() => true));
    return response;
  } catch {
    const next = await capture(url, () => copy.formData()).catch(() => "/app/#not-saved");
    if (request.headers.get("HX-Request")) return new Response(null, { headers: { "HX-Redirect": next } });
    return Response.redirect(next, 303);
  }
}

/** The back button leads to the answer of a form: nothing was sent and nothing lost. Where it is not kept, the form. */
async function again(request: Request, url: URL): Promise<Response> {
  const asNew = (): Promise<Response> => fetch(url.href, { credentials: "same-origin", redirect: "manual" });
  return fetch(request).catch(asNew).catch(shell);
}

worker.addEventListener("message", (event: Message) => {
  if ((event.data as { kind?: string } | null)?.kind === "take over") event.waitUntil(takeOver());
});

const ANSWERS_IN = 1_000;

/** Only where no window has something half-written. One that does not answer has nothing. */
async function takeOver(): Promise<void> {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const busy = await Promise.all(windows.map((one) => isBusy(one)));
  if (!busy.includes(true)) await worker.skipWaiting();
}

function isBusy(window: { postMessage(message: unknown, ports: MessagePort[]): void }): Promise<boolean> {
  return new Promise((resolve) => {
    const line = new MessageChannel();
    line.port1.onmessage = (event: MessageEvent) => resolve(event.data === true);
    setTimeout(() => resolve(false), ANSWERS_IN);
    window.postMessage({ kind: "busy?" }, [line.port2]);
  });
}
