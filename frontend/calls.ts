// A tapped number leaves the page for the phone's own app. On return the sheet asks what came of it.
//
// The call is kept for this tab until it is logged or closed, so it is still asked about when the phone threw the
// page away meanwhile. What is kept is the address of the log page and the time: no name, no number.
import { openSheet, stands } from "./dialogs";

const KEPT = "call";
// A desk phone rings beside the page, and the page never hears of it: then the sheet comes by itself.
const BESIDE = 2_500;

interface Call {
  log: string;
  began: number;
  back: number | null;
}

let asking = false;

export function watchCalls(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-call]") : null;
    if (link?.dataset["call"]) begin(link.dataset["call"]);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask();
  });
  addEventListener("pageshow", ask);
  addEventListener("focus", ask);
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLElement && event.target.matches("[data-logs]")) forget();
  });
  document.getElementById("sheet")?.addEventListener("close", forget);
}

function begin(log: string): void {
  keep({ log, began: Date.now(), back: null });
  window.setTimeout(() => {
    if (document.visibilityState === "visible" && document.hasFocus()) ask();
  }, BESIDE);
}

/** Open the sheet for the call that is kept, once, with how long ago it began and how long the person was away. */
function ask(): void {
  const call = kept();
  if (!call || asking || sheetIsOpen() || document.visibilityState !== "visible") return;
  if (new URLSearchParams(location.search).has("started") && stands(call.log)) return forget();
  const now = Date.now();
  call.back ??= now;
  keep(call);
  asking = true;
  const ago = seconds(now - call.began);
  const took = seconds(call.back - call.began);
  void openSheet(`${call.log}&ago=${ago}&took=${took}`).finally(() => (asking = false));
}

function sheetIsOpen(): boolean {
  const sheet = document.getElementById("sheet");
  return sheet instanceof HTMLDialogElement && sheet.open;
}

function seconds(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000));
}

function keep(call: Call): void {
  sessionStorage.setItem(KEPT, JSON.stringify(call));
}

function forget(): void {
  sessionStorage.removeItem(KEPT);
}

function kept(): Call | null {
  const text = sessionStorage.getItem(KEPT);
  return text ? (JSON.parse(text) as Call) : null;
}
