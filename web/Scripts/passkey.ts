// Passkeys: asks the device for one, or to make one, and sends its answer with the form. The form shows only where
// the browser knows passkeys; without them the password does.

type Json = Record<string, unknown>;

if (window.PublicKeyCredential && navigator.credentials) {
  document.querySelectorAll("[data-passkey-missing]").forEach((notice) => notice.remove());
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void show(form);
    });
  }
}

async function show(form: HTMLFormElement): Promise<void> {
  const error = form.querySelector<HTMLElement>("[data-passkey-error]")!;
  const button = form.querySelector<HTMLButtonElement>("button")!;
  error.hidden = true;
  button.disabled = true;
  try {
    const options = await challenge(form);
    const credential = form.dataset["passkey"] === "create"
      ? await navigator.credentials.create({ publicKey: creation(options) })
      : await navigator.credentials.get({ publicKey: request(options) });
    form.querySelector<HTMLInputElement>("input[name=Credential]")!.value = JSON.stringify(written(credential as PublicKeyCredential));
    form.submit();
  } catch (problem) {
    // Someone who closes the device's window has changed their mind; that is no fault.
    error.hidden = problem instanceof DOMException && problem.name === "AbortError";
    button.disabled = false;
  }
}

async function challenge(form: HTMLFormElement): Promise<Json> {
  const answer = await fetch(form.dataset["options"]!, { method: "POST", body: new FormData(form) });
  if (!answer.ok) {
    throw new Error(`${answer.status} from ${form.dataset["options"]}`);
  }

  return await answer.json() as Json;
}

function creation(options: Json): PublicKeyCredentialCreationOptions {
  const user = options["user"] as Json;
  return {
    ...options,
    challenge: bytes(options["challenge"]),
    user: { ...user, id: bytes(user["id"]) },
    excludeCredentials: named(options["excludeCredentials"]),
  } as unknown as PublicKeyCredentialCreationOptions;
}

function request(options: Json): PublicKeyCredentialRequestOptions {
  return {
    ...options,
    challenge: bytes(options["challenge"]),
    allowCredentials: named(options["allowCredentials"]),
  } as unknown as PublicKeyCredentialRequestOptions;
}

function named(credentials: unknown): Json[] {
  return ((credentials ?? []) as Json[]).map((credential) => ({ ...credential, id: bytes(credential["id"]) }));
}

/** The credential as JSON. Not every browser that knows passkeys can write them so by itself. */
function written(credential: PublicKeyCredential): Json {
  const { response } = credential;
  const common = {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
  if (response instanceof AuthenticatorAttestationResponse) {
    return {
      ...common,
      response: {
        attestationObject: text(response.attestationObject),
        clientDataJSON: text(response.clientDataJSON),
        transports: response.getTransports?.() ?? [],
      },
    };
  }

  const { authenticatorData, clientDataJSON, signature, userHandle } = response as AuthenticatorAssertionResponse;
  return {
    ...common,
    response: {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle && text(userHandle),
    },
  };
}

function bytes(base64url: unknown): Uint8Array {
  const base64 = String(base64url).replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export {};
