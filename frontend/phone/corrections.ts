// What was changed here after the server had it: that entry is changed there, so that there are never two.
import type { Content, Member, Reasons, Report, There } from "./kept";
import { api, call, failure, send } from "./net";
import { change, refused, waitingOf } from "./outbox";

export async function sendCorrections(who: Member, token: string, report: Report): Promise<void> {
  for (const entry of await waitingOf(who.owner)) {
    const there = entry.state === "waiting" && entry.told?.there;
    if (!there || !entry.told) continue;
    const options = send("PATCH", token, changeOf(entry.told.content, there));
    const response = await call(api(who.slug, `activities/${there.id}/`), options);
    const reasons = response.ok ? null : await reasonsOf(response);
    await change([entry.seq], (found) => (reasons ? refused(found, reasons) : null));
    report.sent += reasons ? 0 : 1;
  }
}

/** Everything that the form asks for; its time only where somebody put it right, for the server knows it better. */
function changeOf(content: Content, there: There): Record<string, unknown> {
  const { noted_at: _, occurred_at, ...rest } = content;
  const nobody = { contact: null, account: null, prospect: "", seconds: null };
  return { ...nobody, ...rest, ...(there.moved && { occurred_at }) };
}

/** Why it was refused; throws for what is no answer about this entry. */
async function reasonsOf(response: Response): Promise<Reasons> {
  if (response.status === 422) return (await response.clone().json()) as Reasons;
  const failed = await failure(response);
  if (failed.trouble === "not_here") return { removed: [] };
  if (response.status === 404 && failed.trouble === "server") return { gone: [] };
  if (failed.trouble === "refused") return { detail: [failed.detail] };
  throw failed;
}
