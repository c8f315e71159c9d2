// The words of the phone come from the server (salesleader/phone/words.py), in its owner's language.
import type { Words } from "./kept";
import { fact } from "./store";

let words: Words = {};

export async function loadWords(kept?: Words): Promise<void> {
  const page = document.querySelector<HTMLMetaElement>('meta[name="words"]')?.content;
  words = { ...(page ? (JSON.parse(page) as Words) : {}), ...(await fact<Words>("words")), ...kept };
}

/** Whether there are any: a page knows none before it was in touch with the server once. */
export const hasWords = (): boolean => "n_waiting" in words;

export function say(key: string, values: Record<string, string | number> = {}): string {
  return (words[key] ?? "").replace(/%\((\w+)\)s/g, (_, name: string) => String(values[name] ?? ""));
}
