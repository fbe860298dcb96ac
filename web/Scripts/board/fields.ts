// What a value of the board must be, as domain/Board/Fields has it: each field named, of its kind, and no other. A field
// that some read and others overlook would mean two things.
import { fromBase64, type Json } from "./canonical";

/** @throws When the value is of another kind; where names it. */
export type Kind = (value: Json | undefined, where: string) => void;

export const text = kind("a text", (value) => typeof value === "string");
export const digest = matching(/^[0-9a-f]{64}$/, "a hash in 64 hexadecimal digits, in lower case");
export const day = matching(/^\d{4}-\d{2}-\d{2}$/, "a day");
export const keyName = matching(/^[^+\s\p{Cc}]+$/u, "a name that can sign a note");
/** Money: minor units, above zero and below 2^63. */
export const amount = kind("an amount above zero", (value) => typeof value === "string" && /^[1-9]\d{0,18}$/.test(value) && BigInt(value) < 2n ** 63n);
export const base64 = kind("in base64", (value) => typeof value === "string" && isBase64(value));

export function number(least = 0): Kind {
  return kind(`a whole number of at least ${least}`, (value) => typeof value === "number" && value >= least);
}

export function smallNumber(least = 0, most = 2 ** 31 - 1): Kind {
  return kind(`a whole number from ${least} to ${most}`, (value) => typeof value === "number" && value >= least && value <= most);
}

export function oneOf(...texts: string[]): Kind {
  return kind(`one of “${texts.join("”, “")}”`, (value) => texts.includes(value as string));
}

export function list(of: Kind): Kind {
  return (value, where) => {
    if (!Array.isArray(value)) {
      throw new Error(`${where} is not a list`);
    }
    value.forEach((item, i) => of(item, `${where}[${i}]`));
  };
}

/** An empty list would be another way to write none, and give the same election another name. */
export function someOf(of: Kind): Kind {
  return (value, where) => {
    list(of)(value, where);
    if ((value as Json[]).length === 0) {
      throw new Error(`${where} is an empty list`);
    }
  };
}

export function fields(needed: Record<string, Kind>, optional: Record<string, Kind> = {}): Kind {
  const known = new Map(Object.entries({ ...needed, ...optional }));
  return (value, where) => {
    const object = objectOf(value, where);
    const missing = Object.keys(needed).find((name) => !Object.hasOwn(object, name));
    if (missing !== undefined) {
      throw new Error(`${where} lacks “${missing}”`);
    }
    for (const [name, content] of Object.entries(object)) {
      const of = known.get(name);
      if (!of) {
        throw new Error(`${where} has a field “${name}” that is not known`);
      }
      of(content, `${where}: “${name}”`);
    }
  };
}

/** An object whose other fields are as one of its fields says. */
export function byField(name: string, kinds: Record<string, Kind>): Kind {
  const known = new Map(Object.entries(kinds));
  return (value, where) => {
    const said = objectOf(value, where)[name];
    const of = typeof said === "string" ? known.get(said) : undefined;
    if (!of) {
      throw new Error(`${where} is of no known kind`);
    }
    of(value, where);
  };
}

function kind(what: string, is: (value: Json | undefined) => boolean): Kind {
  return (value, where) => {
    if (!is(value)) {
      throw new Error(`${where} is not ${what}`);
    }
  };
}

function matching(pattern: RegExp, what: string): Kind {
  return kind(what, (value) => typeof value === "string" && pattern.test(value));
}

function objectOf(value: Json | undefined, where: string): { [name: string]: Json } {
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new Error(`${where} is not an object`);
  }

  return value;
}

function isBase64(value: string): boolean {
  try {
    fromBase64(value);
    return true;
  } catch {
    return false;
  }
}
