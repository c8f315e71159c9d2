// The service worker. It keeps the shell and static files, nothing personal. When the network is away it answers a
// page with the shell, and what a log form was sending goes into the outbox instead of being lost.
import { ownerOf, kept, put } from "./phone/store";
import { watchPushes, type PushedWorker } from "./pushed";

interface Waits extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Asked extends Waits {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  KEEPS: { version: string; shell: string; files: string[] };
  location: Location;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", listener: (event: Waits) => void): void;
  addEventListener(name: "fetch", listener: (event: Asked) => void): void;
}
const worker = self as unknown as Worker;
const { version, shell, files } = worker.KEEPS;
const CACHE = `salesleader-${version}`;
const LOG = /^\/o\/([^/]+)\/log\/$/;

worker.addEventListener("install", (event) => {
  // The shell changes nothing under an open page of ours: pages come from the network. So a new one takes over at once.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([shell, ...files])).then(() => worker.skipWaiting()));
});
worker.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => worker.clients.claim()));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    const log = request.method === "POST" && LOG.exec(address.pathname);
    if (log) event.respondWith(sendForm(request, decodeURIComponent(log[1] ?? ""), address));
    else if (request.method === "GET") event.respondWith(fetch(request).catch(fromCache));
  } else if (request.method === "GET" && address.pathname.startsWith("/static/")) {
    event.respondWith(fileOf(request));
  }
});
watchPushes(self as unknown as PushedWorker);

async function fromCache(): Promise<Response> {
  return (await caches.match(shell)) ?? Response.error();
}

async function fileOf(request: Request): Promise<Response> {
  const there = await caches.match(request);
  if (there) return there;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

/** The log page's form. Without an answer it waits on this device, under the id that the form had from the start. */
async function sendForm(request: Request, slug: string, address: URL): Promise<Response> {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const saved = await saveForm(await copy.formData(), slug, address.searchParams);
    return saved ? Response.redirect(`${shell}#waiting`, 303) : fromCache();
  }
}

async function saveForm(form: FormData, slug: string, who: URLSearchParams): Promise<boolean> {
  const mine = await kept(slug);
  const kind = mine?.types.find((one) => one.key === (who.get("type") ?? "call"));
  const outcome = kind?.outcomes.find((one) => String(one.id) === form.get("outcome"));
  const clientId = String(form.get("client_id") ?? "");
  if (!mine || mine.slug !== slug || !kind || !outcome || !clientId) return false;
  const now = new Date().toISOString();
  const day = String(form.get("on") || form.get("when") || "");
  const minutes = Number(form.get("minutes") || Number.NaN);
  const contact = Number(who.get("contact") ?? 0);
  const account = Number(who.get("account") ?? 0);
  await put({
    client_id: clientId,
    owner: ownerOf(slug, mine.membership),
    slug,
    membership: mine.membership,
    title: outcome.name,
    state: "waiting",
    why: "",
    from_form: true,
    entry: {
      client_id: clientId,
      type: kind.key,
      outcome: outcome.key,
      occurred_at: now,
      noted_at: now,
      note: String(form.get("note") ?? ""),
      inbound: form.get("inbound") !== null,
      ...(contact ? { contact } : account ? { account } : { prospect: who.get("prospect") ?? "" }),
      ...(day ? { follow_up_on: day } : {}),
      ...(Number.isFinite(minutes) ? { seconds: minutes * 60 } : {}),
    },
  });
  return true;
}
