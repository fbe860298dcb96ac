// The keys of a member of the commission: one to sign with, one to open envelopes with. They are made in her browser, and
// leave it only locked with a passphrase that does not.
import { base64, fromBase64, utf8 } from "./canonical";

type Bytes = Uint8Array<ArrayBuffer>;

export interface MemberKeys { sign: CryptoKey; open: CryptoKey; point: Bytes }

interface Kept { v: 1; rounds: number; salt: string; nonce: string; keys: string }

// As OWASP advises for PBKDF2 with SHA-256.
const rounds = 600_000;

const curve = "P-256";

/** Makes keys. @returns Their public halves as SubjectPublicKeyInfo in base64, and the private ones, locked. */
export async function make(passphrase: string): Promise<{ signKey: string; sealKey: string; kept: string }> {
  const sign = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: curve }, true, ["sign", "verify"]);
  const seal = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: curve }, true, ["deriveBits"]);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const secret = utf8(JSON.stringify({ sign: await exported("pkcs8", sign.privateKey), seal: await exported("pkcs8", seal.privateKey), point: await exported("raw", seal.publicKey) }));
  const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, await lockOf(passphrase, salt, rounds), secret);
  const kept: Kept = { v: 1, rounds, salt: base64(salt), nonce: base64(nonce), keys: base64(new Uint8Array(locked)) };

  return { signKey: await exported("spki", sign.publicKey), sealKey: await exported("spki", seal.publicKey), kept: JSON.stringify(kept) };
}

/** @throws When the passphrase is not the one that locked them. */
export async function unlock(text: string, passphrase: string): Promise<MemberKeys> {
  const kept = JSON.parse(text) as Kept;
  const lock = await lockOf(passphrase, fromBase64(kept.salt), kept.rounds);
  const secret = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(kept.nonce) }, lock, fromBase64(kept.keys));
  const { sign, seal, point } = JSON.parse(new TextDecoder().decode(secret)) as { sign: string; seal: string; point: string };

  return {
    sign: await crypto.subtle.importKey("pkcs8", fromBase64(sign), { name: "ECDSA", namedCurve: curve }, false, ["sign"]),
    open: await crypto.subtle.importKey("pkcs8", fromBase64(seal), { name: "ECDH", namedCurve: curve }, false, ["deriveBits"]),
    point: fromBase64(point),
  };
}

/** @returns A signature in ASN.1 DER, in base64. */
export async function signed(data: Bytes, key: CryptoKey): Promise<string> {
  return base64(framed(new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, data))));
}

/** WebCrypto gives the two numbers side by side; notes have them in DER. */
function framed(plain: Bytes): Uint8Array {
  const body = [plain.slice(0, 32), plain.slice(32)].flatMap((half) => {
    const first = half.findIndex((byte) => byte !== 0);
    const number = [...half.slice(first)];
    const positive = number[0]! > 0x7f ? [0, ...number] : number;
    return [0x02, positive.length, ...positive];
  });

  return Uint8Array.from([0x30, body.length, ...body]);
}

async function lockOf(passphrase: string, salt: Bytes, times: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", utf8(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);

  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: times }, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function exported(format: "pkcs8" | "spki" | "raw", key: CryptoKey): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.exportKey(format, key) as ArrayBuffer));
}
