// Where in the page without a network something is logged. `entry`: one that waits here is put right.
import type { Kind, Who } from "../kept";

export function queryOf(who: Who): string {
  return new URLSearchParams(Object.entries(who).map(([name, value]) => [name, String(value)])).toString();
}

/** What happened, with whom. */
export function logAddress(who: Who, kind = "call", entry = 0): string {
  return `#log?type=${encodeURIComponent(kind)}&${queryOf(who)}${entry ? `&entry=${entry}` : ""}`;
}

/** Who it was; for what is done alone, what happened. */
export function whoAddress(kind: Kind, entry = 0): string {
  const rest = kind.needs_nobody ? "&nobody" : entry ? "&choose" : "";
  return `#log?type=${encodeURIComponent(kind.key)}${rest}${entry ? `&entry=${entry}` : ""}`;
}
