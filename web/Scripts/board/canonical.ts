// RFC 8785, restricted as domain/Board/CanonicalJson says: texts in normal form C, whole numbers below 2^53, arrays and
// objects. JavaScript sorts and writes by itself as the RFC wants; what is left is to refuse the rest.

export type Json = string | number | Json[] | { [name: string]: Json };

const encoder = new TextEncoder();

export function canonical(value: Json): string {
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) {
      throw new Error("a text is not Unicode");
    }
    if (value.normalize("NFC") !== value) {
      throw new Error("a text is not in Unicode normal form C");
    }
    return JSON.stringify(value);
  }
  if (typeof value === "number" && Number.isSafeInteger(value)) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    return `{${Object.keys(value).sort().map((name) => `${canonical(name)}:${canonical(value[name]!)}`).join(",")}}`;
  }

  throw new Error("only texts, whole numbers, arrays and objects are written");
}

/** Reads a line that must be in canonical form as it stands. */
export function read(line: string): { [name: string]: Json } {
  const value = JSON.parse(line) as Json;
  if (canonical(value) !== line || typeof value !== "object" || Array.isArray(value)) {
    throw new Error("not in canonical form");
  }

  return value;
}

/** SHA-256("PB1:" ‖ type ‖ 0x00 ‖ JCS), in hexadecimal. */
export async function hash(type: string, json: string): Promise<string> {
  return hex(await sha256(preimage(type, json)));
}

export function preimage(type: string, json: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`PB1:${type}\0${json}`);
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** @throws When the same bytes could be written otherwise: two texts would pass for one signature. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (base64(bytes) !== text) {
    throw new Error("this is not base64 as it is written");
  }

  return bytes;
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}
