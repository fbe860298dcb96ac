// Envelopes to one person, as domain/Board/Envelope has them; and what their receiver shows to have one opened.
import { utf8 } from "./canonical";

type Bytes = Uint8Array<ArrayBuffer>;

const pointSize = 65;
const keySize = 32;
const openerSize = 44;

/** The key and the nonce of this one envelope. @param key Of the receiver, for deriving bits. @param point Hers, uncompressed. */
export async function openerOf(envelope: Bytes, key: CryptoKey, point: Bytes): Promise<Bytes> {
  const sender = envelope.slice(0, pointSize);
  const theirs = await crypto.subtle.importKey("raw", sender, { name: "ECDH", namedCurve: "P-256" }, false, []);
  const agreed = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, key, 256);
  const secret = await crypto.subtle.importKey("raw", agreed, "HKDF", false, ["deriveBits"]);
  const info = new Uint8Array([...utf8("PB1:envelope\0"), ...sender, ...point]);

  return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info }, secret, openerSize * 8));
}

export async function openWith(envelope: Bytes, opener: Bytes): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", opener.slice(0, keySize), "AES-GCM", false, ["decrypt"]);

  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: opener.slice(keySize) }, key, envelope.slice(pointSize)));
}
