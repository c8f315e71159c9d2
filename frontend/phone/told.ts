// An entry in a few words, as the server words it after saving.
import type { Outcome } from "./kept";

export function shownAs(outcome: Outcome, name: string): string {
  return [outcome.name, name].filter(Boolean).join(", ");
}
