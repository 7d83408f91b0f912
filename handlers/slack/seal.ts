/**
 * Secrets at rest: AES-GCM (NIST SP 800-38D) with a fresh 96-bit nonce each, bound to the workspace as
 * additional data, so that one workspace's ciphertext does not open in another. TOKEN_ENCRYPTION_KEY is one
 * or more keys, newest first, separated by commas: the first seals, all open, and what an old one opened is
 * sealed anew at its next use. Each key is 32 bytes in base64 or hex.
 */
const VERSION = "v1";

const bytesOf = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  if (/^[0-9a-f]{64}$/i.test(text))
    return Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16));
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
      c.charCodeAt(0),
    );
    return bytes.length === 32 ? bytes : undefined;
  } catch {
    return undefined;
  }
};

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

type Key = { id: string; key: CryptoKey };

const importKey = async (written: string): Promise<Key> => {
  const bytes = bytesOf(written.trim());
  if (bytes === undefined)
    throw new Error(
      "TOKEN_ENCRYPTION_KEY must hold 32 bytes in base64 or hex (openssl rand -base64 32)",
    );
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { id: toBase64(digest.slice(0, 6)), key };
};

/** A comma left behind by a key that was taken away is none. */
const keyRing = (written: string): Promise<Key[]> => {
  const parts = written.split(",").filter((part) => part.trim() !== "");
  return Promise.all((parts.length === 0 ? [""] : parts).map(importKey));
};

export const seal = async (text: string, keys: string, boundTo: string): Promise<string> => {
  const [newest] = await keyRing(keys);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(boundTo);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    newest!.key,
    new TextEncoder().encode(text),
  );
  return [VERSION, newest!.id, toBase64(iv), toBase64(new Uint8Array(sealed))].join(":");
};

/** `isOld`: opened by a key that is no longer the newest; seal it again. */
export const open = async (
  sealed: string,
  keys: string,
  boundTo: string,
): Promise<{ text: string; isOld: boolean }> => {
  const [version, id, iv, body] = sealed.split(":");
  const ring = await keyRing(keys);
  const at = ring.findIndex((key) => key.id === id);
  if (version !== VERSION || at < 0 || iv === undefined || body === undefined)
    throw new Error(
      "the installation was sealed with a key that TOKEN_ENCRYPTION_KEY no longer holds",
    );
  const additionalData = new TextEncoder().encode(boundTo);
  const opened = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: fromBase64(iv), additionalData },
    ring[at]!.key,
    fromBase64(body),
  );
  return { text: new TextDecoder().decode(opened), isOld: at > 0 };
};
