// What is kept on the device, and in what shape. The server's part is salesleader/phone/state.py.
import type { Trouble } from "./net";

export interface Who {
  contact?: number;
  account?: number;
  prospect?: string;
  opportunity?: number;
}
export interface Person {
  who: Who;
  name: string;
  why: string;
  phone: string;
  tel: string;
  blocked: boolean;
}
export interface Due extends Person {
  due_on: string;
}
export interface Outcome {
  id: number;
  key: string;
  name: string;
  icon: string;
  needs_date: boolean;
  needs_somebody: boolean;
  talked: boolean;
  question: string;
}
export interface Kind {
  key: string;
  name: string;
  icon: string;
  needs_nobody: boolean;
  outcomes: Outcome[];
}
export interface Item {
  title: string;
  detail: string;
  why: string;
  icon: string;
  phone: string;
  tel: string;
  due: string;
  href: string;
  who: Who | null;
}
export interface Numbers {
  name: string;
  done: string;
  due: string;
  arithmetic: string;
  week_done: string;
  week_target: string;
  bar: string;
  status: string;
  status_word: string;
}
export interface Day {
  day: string;
  label: string;
}
export type Words = Record<string, string>;

/** The answer of /phone/, as it was when there was a network. */
export interface State {
  version: string;
  user: number;
  organization: { id: number; name: string; slug: string };
  me: { id: number; name: string; zone: string; language: string };
  today: string;
  verdict: string;
  numbers: Numbers | null;
  items: Item[];
  people: Person[];
  due: Due[];
  types: Kind[];
  days: Record<string, Day[]>;
  words: Words;
  places: { today: string; log: string };
  longest_note: number;
}

/** A membership that was signed in on this device. After sign-out only what is needed to send stays. */
export interface Member {
  owner: string;
  user: number;
  membership: number;
  slug: string;
  active: boolean;
  state: State | null;
  etag: string;
  fetched: number;
  key: CryptoKey | null;
}

/** What was done, as it is sent. Its times are those of the device's clock. */
export interface Content extends Who {
  type: string;
  outcome: string;
  occurred_at: string;
  noted_at: string;
  seconds?: number;
  inbound?: boolean;
  note?: string;
  follow_up_on?: string;
}
export type Reasons = Record<string, string[]>;

/** The server has an earlier form of it: that entry is changed. `moved`: its time, too, was put right by hand. */
export interface There {
  id: number;
  moved: boolean;
}

/** What only its owner may see of an entry: locked as a whole when they sign out. */
export interface Told {
  content: Content;
  shown: string;
  reasons: Reasons;
  there?: There;
}
export interface Locked {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** Waiting to be sent; refused with reasons; or put aside by its owner. Entries are sent in the order of `seq`. */
export interface Entry {
  seq: number;
  id: string;
  owner: string;
  shape: number;
  state: "waiting" | "refused" | "aside";
  /** Whether it was ever on its way: then the server may have it, whatever was heard. */
  tried: boolean;
  /** Taken back after it may have been taken: it is sent once more, and taken out there. */
  undone: boolean;
  told: Told | null;
  locked: Locked | null;
  /** The page that noted it, and that page's running counter then: it tells when the clock was set. */
  life: string;
  counter: number;
}
export type NewEntry = Omit<Entry, "seq">;

/** What came of a try to send. */
export interface Report {
  /** Why it stopped; empty when nothing that could be sent is left. */
  trouble: Trouble | "";
  detail: string;
  sent: number;
  clock: string;
}

export const SHAPE = 1;
export const ownerOf = (slug: string, membership: number): string => `${slug}/${membership}`;
