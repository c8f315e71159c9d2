// An entry in a few words, and how long a call was, as the server says both (activities/forms.py, calls.py).
import type { Outcome } from "./kept";

export function shownAs(outcome: Outcome, name: string): string {
  return [outcome.name, name].filter(Boolean).join(", ");
}

/** Minutes that are a likely length of a call, for the seconds that somebody was away for it. */
export function likelyMinutes(seconds: number): number | null {
  return seconds >= 30 && seconds <= 14_400 ? Math.max(1, halfToEven(seconds / 60)) : null;
}

/** Seconds: what was typed; else what was measured, where they talked. Ringing is no length of a call. */
export function lengthOf(typed: string, took: string | null, outcome: Outcome): number | null {
  if (!typed) return null;
  const measured = took === null ? null : Number(took);
  if (measured === null || Number(typed) !== likelyMinutes(measured)) return Number(typed) * 60;
  return outcome.talked ? measured : null;
}

function halfToEven(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 ? down + 1 : down;
}
