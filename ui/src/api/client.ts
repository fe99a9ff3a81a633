import { ProblemError } from "./problem";
import type { ProblemDocument } from "./types";

const BASE = "/api/v1";
const LIMIT_MS = 30_000;

type Method = "GET" | "POST" | "PUT" | "DELETE";
type Query = Record<string, string | number | boolean | null | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

let csrfToken: string | null = null;
let signedOut: () => void = () => {};

/** The session's token, which goes with each change. */
export function sendCsrfToken(token: string | null) {
  csrfToken = token;
}

/** What to do when the service no longer knows who we are. */
export function onSignedOut(listener: () => void) {
  signedOut = listener;
}

/** The URL of a route, `/certificates` with `{limit: 50}`; what is null or empty is left out. */
export function urlOf(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return BASE + path + (text ? `?${text}` : "");
}

async function send(method: Method, path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: "application/json, application/problem+json, */*;q=0.1",
  };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET" && csrfToken) headers["X-Kalm-CSRF"] = csrfToken;
  const limit = AbortSignal.timeout(LIMIT_MS);
  try {
    const response = await fetch(urlOf(path, options.query), {
      method,
      headers,
      credentials: "same-origin",
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
    });
    if (!response.ok) throw await failure(response);
    return response;
  } catch (error) {
    if (error instanceof ProblemError || options.signal?.aborted) throw error;
    throw unreachable(limit.aborted);
  }
}

async function failure(response: Response): Promise<ProblemError> {
  if (response.status === 401) signedOut();
  const problem = await readProblem(response);
  const retryAfter = response.headers.get("Retry-After");
  const isSaid = problem.advice || /try again|retry after/i.test(problem.detail ?? "");
  if (retryAfter && !isSaid && /^\d+$/.test(retryAfter)) {
    problem.advice = `Try again in ${retryAfter} s.`;
  }
  return new ProblemError(problem, response.status);
}

async function readProblem(response: Response): Promise<ProblemDocument> {
  try {
    if (/json/.test(response.headers.get("Content-Type") ?? "")) return await response.json();
  } catch {
    // A body that is no JSON says no more than the status does.
  }
  return {
    title: `HTTP ${response.status}`,
    detail: `The server answered HTTP ${response.status} without saying why.`,
    status: response.status,
    kind: response.status >= 500 ? "transient" : "internal",
    advice: "Try again in a moment; if it stays so, look at the server's log.",
  };
}

function unreachable(late: boolean): ProblemError {
  const detail = late
    ? `The server did not answer within ${LIMIT_MS / 1000} s.`
    : "The server cannot be reached.";
  const advice = "Check that it runs and that you are online; then try again.";
  return new ProblemError({ title: "No answer", detail, kind: "transient", advice }, 0);
}

async function json<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Calls of the REST API; each returns what the service said or throws a {@link ProblemError}. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    json<T>("GET", path, { query: query ?? {}, signal }),
  post: <T>(path: string, body?: unknown, signal?: AbortSignal) =>
    json<T>("POST", path, { body, signal }),
  put: <T>(path: string, body: unknown) => json<T>("PUT", path, { body }),
  delete: <T = void>(path: string, query?: Query) =>
    json<T>("DELETE", path, { query: query ?? {} }),
  /** For what is not JSON, such as a key store. */
  blob: async (method: Method, path: string, body?: unknown): Promise<Blob> =>
    (await send(method, path, { body })).blob(),
};
