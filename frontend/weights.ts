// The weights of a card, added up while they are typed. The server checks them anyway.

export {};

const sum = document.querySelector<HTMLElement>("[data-weights-sum]");
const fields = [...document.querySelectorAll<HTMLInputElement>("[data-weight]")];

if (sum) {
  for (const field of fields) field.addEventListener("input", () => say(sum));
  say(sum);
}

function say(place: HTMLElement): void {
  const total = fields.reduce((all, field) => all + (Number.parseInt(field.value, 10) || 0), 0);
  const words = total === 100 ? "exact" : total < 100 ? "less" : "more";
  place.hidden = total === 0;
  place.textContent = (place.dataset[words] ?? "").replace("#", String(Math.abs(100 - total)));
}
