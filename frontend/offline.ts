// On every page: what waits is sent, what the phone keeps is fresh, and whoever signs out leaves nothing behind.
import { drawBar } from "./phone/bar";
import { comeBack, startPump } from "./phone/pump";
import type { Report } from "./phone/kept";
import { onChange } from "./phone/store";
import { toast } from "./phone/toast";
import { watchVersions } from "./phone/versions";
import { finishSignOut, meet, met, refresh, type Met } from "./phone/who";
import { say } from "./phone/words";

const LATER = 1_500;

if (isSecureContext && "serviceWorker" in navigator && "indexedDB" in window) void start();

async function start(): Promise<void> {
  void watchVersions(false);
  const page = met();
  if (!page) return;
  watchComingBack(page);
  if (page.user !== null && (await told())) return;
  await meet(page);
  for (const name of ["online", "offline"]) window.addEventListener(name, () => void drawBar());
  onChange(() => void drawBar());
  startPump(hear);
  await drawBar();
  if (page.here) setTimeout(() => void keepFresh(page.here?.owner ?? ""), LATER);
}

/** Somebody signed out here without a network: the server has to hear of it before anything else. */
async function told(): Promise<boolean> {
  const done = await finishSignOut().catch(() => false);
  if (done) location.replace("/accounts/login/");
  return done;
}

async function keepFresh(owner: string, atOnce = false): Promise<void> {
  await refresh(owner, { atOnce }).catch(() => undefined);
  await drawBar();
}

function hear(report: Report): void {
  if (report.clock) toast(report.clock);
  else if (report.sent && !report.trouble) toast(say("sent"));
  const owner = met()?.here?.owner;
  if (report.sent && owner) void keepFresh(owner, true);
  void drawBar();
}

/** A page that the browser had put aside may be of somebody who has signed out since. */
function watchComingBack(page: Met): void {
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && page.user !== null) location.reload();
    else if (event.persisted) comeBack();
  });
}
