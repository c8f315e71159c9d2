// Passkeys: between the browser's own dialog and a plain form. The server checks everything; this only carries.

type Json = Record<string, unknown>;

interface Descriptor {
  id: string;
  type: "public-key";
}

interface Creation {
  publicKey: Json & { challenge: string; user: Json & { id: string }; excludeCredentials?: Descriptor[] };
}

interface Request_ {
  publicKey: Json & { challenge: string; allowCredentials?: Descriptor[] };
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask(form);
  });
}

async function ask(form: HTMLFormElement): Promise<void> {
  trouble(form, false);
  try {
    const credential = await answer(form);
    const field = form.elements.namedItem("credential");
    if (!(field instanceof HTMLInputElement)) return;
    field.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    trouble(form, true, error instanceof DOMException && error.name === "SecurityError");
  }
}

async function answer(form: HTMLFormElement): Promise<Json> {
  if (form.dataset["passkey"] === "add") return create(options(form)["creation_options"] as Creation);
  if (form.dataset["passkey"] === "show") return get(options(form)["request_options"] as Request_);
  const said = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!said.ok) throw new Error(String(said.status));
  return get(((await said.json()) as Json)["request_options"] as Request_);
}

function options(form: HTMLFormElement): Json {
  return JSON.parse(form.dataset["options"] ?? "{}") as Json;
}

/** A passkey that can sign in by itself: kept on the device, and opened by finger, face or PIN only. */
async function create({ publicKey }: Creation): Promise<Json> {
  const credential = (await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: (publicKey.excludeCredentials ?? []).map(descriptor),
      authenticatorSelection: {
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    } as unknown as PublicKeyCredentialCreationOptions,
  })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    ...common(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports(),
    },
  };
}

async function get({ publicKey }: Request_): Promise<Json> {
  const credential = (await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: (publicKey.allowCredentials ?? []).map(descriptor),
    } as unknown as PublicKeyCredentialRequestOptions,
  })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    ...common(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

function common(credential: PublicKeyCredential): Json {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function descriptor(known: Descriptor): Json {
  return { ...known, id: bytes(known.id) };
}

function bytes(base64url: string): Uint8Array {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The page holds the words; they are shown where the dialog came to nothing. */
function trouble(form: HTMLFormElement, shown: boolean, elsewhere = false): void {
  const place = form.querySelector<HTMLElement>("[data-passkey-trouble]");
  if (!place) return;
  const words = place.querySelector<HTMLElement>("span:last-child");
  if (elsewhere && words) words.textContent = place.dataset["elsewhere"] ?? "";
  place.hidden = !shown;
}
