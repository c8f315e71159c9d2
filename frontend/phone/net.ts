// Calls to the server, and what their answers mean. Only JSON with the right status is an answer of ours: a page, a
// redirect or a portal's greeting is never success.

export type Trouble =
  | "offline" // no answer, or it broke off
  | "server" // an answer, but none of ours, or a failure
  | "signed_out"
  | "token" // the token of the page was too old
  | "not_here" // no member of this organization
  | "other" // somebody else is signed in
  | "too_much"
  | "refused"; // it says no, and why

export class Failed extends Error {
  constructor(
    readonly trouble: Trouble,
    readonly status = 0,
    readonly detail = "",
  ) {
    super(`${trouble} ${status} ${detail}`);
  }
}

const PATIENCE = 30_000;

export async function call(path: string, options: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(path, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
  } catch {
    throw new Failed("offline");
  }
}

/** The answer's JSON; Failed for everything else. */
export async function json<T>(path: string, options: RequestInit = {}): Promise<T> {
  const response = await call(path, options);
  if (response.ok && isJson(response)) return (await body(response)) as T;
  throw await failure(response);
}

export async function failure(response: Response): Promise<Failed> {
  const told = isJson(response) ? ((await body(response)) as Record<string, unknown>) : null;
  return new Failed(troubleOf(response.status, told), response.status, String(told?.["detail"] ?? ""));
}

function troubleOf(status: number, told: Record<string, unknown> | null): Trouble {
  if (!told) return status === 413 ? "too_much" : "server";
  if (status === 401) return "signed_out";
  if (status === 403) return told["code"] === "csrf" ? "token" : "refused";
  if (status === 404 && told["code"] === "not_here") return "not_here";
  if (status === 409 && told["code"] === "other_member") return "other";
  return status === 400 || status === 413 ? "too_much" : "server";
}

function isJson(response: Response): boolean {
  return (response.headers.get("Content-Type") ?? "").startsWith("application/json");
}

async function body(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new Failed("offline"); // it broke off in the middle
  }
}

export function send(method: string, token: string, content?: unknown): RequestInit {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return content === undefined ? { method, headers } : { method, headers, body: JSON.stringify(content) };
}

/** A fresh token, and who is signed in. Asked for before anything is sent. */
export async function freshToken(): Promise<{ token: string; user: number | null }> {
  return json("/app/token/");
}

export const api = (slug: string, path: string): string => `/api/v1/o/${slug}/${path}`;
