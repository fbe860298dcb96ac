// Sentences come from the page, in its language: data-text-… attributes with {names} to fill in.

const language = document.documentElement.lang || "fr";
const numbers = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);

type Values = Record<string, string | number>;

/** The sentence in data-text-{name} of an element, filled in; empty when the page has none. */
export function say(element: HTMLElement, name: string, values: Values = {}): string {
  return fill(element.dataset[key(name)] ?? "", values);
}

/** As {@link say}, choosing data-text-{name}-one or -other by the number, which is {n} in the sentence. */
export function sayCount(element: HTMLElement, name: string, n: number): string {
  const prefix = name ? `${name}-` : "";
  const form = element.dataset[key(`${prefix}${plurals.select(n)}`)] ?? element.dataset[key(`${prefix}other`)];
  return fill(form ?? "", { n });
}

export function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return typeof value === "number" ? numbers.format(value) : (value ?? whole);
  });
}

export function formatNumber(n: number): string {
  return numbers.format(n);
}

/** @param minor Minor units of the currency: cents for euros. */
export function formatMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(language, { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const units = minor / 10 ** digits;
  return Number.isInteger(units)
    ? new Intl.NumberFormat(language, { style: "currency", currency, maximumFractionDigits: 0 }).format(units)
    : format.format(units);
}

export function formatTime(time: Date): string {
  return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(time);
}

function key(name: string): string {
  return `text-${name}`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
