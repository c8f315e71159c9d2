// The page without a network. It holds nothing itself: what it shows comes from this device's database.
import { comeBack, startPump } from "./phone/pump";
import { watchCalls } from "./phone/shell/calls";
import { show } from "./phone/shell/show";
import { onChange } from "./phone/store";
import { toast } from "./phone/toast";
import { watchVersions } from "./phone/versions";
import { current, finishSignOut, refresh } from "./phone/who";
import { say } from "./phone/words";

if (isSecureContext && "indexedDB" in window) void start();

async function start(): Promise<void> {
  void watchVersions(true);
  dress();
  watchCalls();
  await show();
  window.addEventListener("hashchange", () => void show());
  for (const name of ["online", "offline"]) window.addEventListener(name, () => void show({ quietly: true }));
  onChange(() => void show({ quietly: true }));
  await finishSignOut().catch(() => false);
  startPump((report) => {
    if (report.clock) toast(report.clock);
    else if (report.sent && !report.trouble) toast(say("sent"));
    if (!report.trouble) void renew();
    void show({ quietly: true });
  });
  window.addEventListener("online", () => void renew());
  void renew();
  comeBack();
}

/** Light or dark, as chosen on a page of the server. */
function dress(): void {
  const theme = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
  if (theme) document.documentElement.dataset["theme"] = theme;
}

async function renew(): Promise<void> {
  const who = await current();
  if (who && navigator.onLine) await refresh(who.owner, { atOnce: true }).catch(() => undefined);
  await show({ quietly: true });
}
