// The day that an outcome asks for. What each outcome asks stands with it on the page, so that the days are there at
// once, and a form that lacks one is not sent. Without this file the server asks.

const FORM = "form[data-logs]";

export function watchWhen(): void {
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.form?.matches(FORM)) changed(event.target);
  });
  document.addEventListener("submit", waitForDay, true);
  for (const name of ["htmx:load", "pageshow"]) addEventListener(name, catchUp);
}

function changed(input: HTMLInputElement): void {
  const part = partOf(input.form);
  if (part && input.name === "outcome") ask(part, input);
  else if (part && ["when", "on"].includes(input.name)) chosenByHand(part);
}

function partOf(form: HTMLFormElement | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>("#when") ?? null;
}

/** A browser that brings a form back ticks what was ticked, and tells nobody. */
function catchUp(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>(FORM)) {
    const [part, outcome] = [partOf(form), outcomeIn(form)];
    if (part && outcome && outcome.value !== part.dataset["for"]) ask(part, outcome);
  }
}

function outcomeIn(form: HTMLFormElement): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>("[name=outcome]:checked");
}

function ask(part: HTMLElement, outcome: HTMLInputElement): void {
  const needed = outcome.dataset["needsDate"] !== undefined;
  part.dataset["for"] = outcome.value;
  for (const word of part.querySelectorAll<HTMLElement>("[data-effect]"))
    word.hidden = word.dataset["effect"] !== outcome.dataset["effect"];
  show(part, "[data-asks]", outcome.dataset["effect"] !== "block");
  show(part, "[data-needed]", needed);
  show(part, ".optional", !needed);
  nameQuestion(part, outcome.dataset["question"] ?? "");
  offerNoDate(part, !needed);
  propose(part, needed);
  forgetErrors(part);
}

function show(part: HTMLElement, where: string, shown: boolean): void {
  const found = part.querySelector<HTMLElement>(where);
  if (found) found.hidden = !shown;
}

function nameQuestion(part: HTMLElement, question: string): void {
  const words = part.querySelector("legend")?.firstChild;
  if (words) words.textContent = `${question} `;
}

function offerNoDate(part: HTMLElement, offered: boolean): void {
  const there = part.querySelector<HTMLInputElement>('[name=when][value=""]');
  const kept = part.querySelector<HTMLTemplateElement>("[data-no-date]");
  if (offered && !there && kept) part.querySelector(".chips")?.prepend(kept.content.cloneNode(true));
  if (!offered && there) {
    part.querySelector(`label[for="${there.id}"]`)?.remove();
    there.remove();
  }
}

/** The middle one of the days: soon, but not tomorrow. It goes again with the outcome that asked for it. */
function propose(part: HTMLElement, needed: boolean): void {
  const days = [...part.querySelectorAll<HTMLInputElement>("[name=when]")].filter((one) => one.value);
  const proposed = part.dataset["proposed"] ?? "";
  delete part.dataset["proposed"];
  if (needed && !dayIn(part)) {
    const middle = days[Math.min(1, days.length - 1)];
    if (middle) middle.checked = true;
    part.dataset["proposed"] = middle?.value ?? "";
    if (!middle) part.querySelector("details")?.setAttribute("open", "");
  } else if (needed && proposed) part.dataset["proposed"] = proposed;
  else if (proposed && dayIn(part) === proposed) untick(part);
}

function untick(part: HTMLElement): void {
  const none = part.querySelector<HTMLInputElement>('[name=when][value=""]');
  if (none) none.checked = true;
}

function dayIn(part: HTMLElement): string {
  const other = part.querySelector<HTMLInputElement>("[name=on]")?.value ?? "";
  return other || (part.querySelector<HTMLInputElement>("[name=when]:checked")?.value ?? "");
}

function chosenByHand(part: HTMLElement): void {
  delete part.dataset["proposed"];
  if (dayIn(part)) forgetErrors(part);
}

function forgetErrors(part: HTMLElement): void {
  for (const field of part.querySelectorAll(".has-error")) field.classList.remove("has-error");
  for (const error of part.querySelectorAll<HTMLElement>(".error")) error.hidden = true;
}

/** Before anybody else hears of it: what is not sent is not over. */
function waitForDay(event: Event): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches(FORM)) return;
  const [part, outcome] = [partOf(form), outcomeIn(form)];
  if (!part || outcome?.dataset["needsDate"] === undefined || dayIn(part)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  part.querySelector("fieldset")?.classList.add("has-error");
  show(part, "[data-unsaid]", true);
  part.querySelector<HTMLInputElement>("[name=when], [name=on]")?.focus();
}
