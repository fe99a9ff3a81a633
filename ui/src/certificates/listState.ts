import type { CertificateSort, CertificateStatus, ChallengeType } from "../api/types";

/** What the list shows: all of it stands in the page's address, so that it can be shared and gone back to. */
export interface ListState {
  search: string;
  statuses: CertificateStatus[];
  challenge: ChallengeType | null;
  authority: string | null;
  sort: CertificateSort;
  order: "asc" | "desc";
}

const STATUSES: CertificateStatus[] = [
  "failing",
  "expired",
  "pending",
  "issuing",
  "renewing",
  "revoked",
  "ready",
];
const SORTS: CertificateSort[] = ["created", "name", "status", "not-after", "renew-at"];
const USUAL: { sort: CertificateSort; order: "asc" | "desc" } = { sort: "created", order: "desc" };

/** Reads the address; what it has that is not known is left out. */
export function readState(query: URLSearchParams): ListState {
  const challenge = query.get("challenge");
  const sort = SORTS.find((known) => known === query.get("sort"));
  const order = query.get("order");
  return {
    search: query.get("search") ?? "",
    statuses: STATUSES.filter((status) => query.get("status")?.split(",").includes(status)),
    challenge: challenge === "dns-01" || challenge === "http-01" ? challenge : null,
    authority: query.get("authority") || null,
    sort: sort ?? USUAL.sort,
    order: order === "asc" || order === "desc" ? order : sort ? "asc" : USUAL.order,
  };
}

/** The state as an address and as a request have it alike. */
export function queryOf(state: ListState): Record<string, string> {
  const usual = state.sort === USUAL.sort && state.order === USUAL.order;
  const all = {
    search: state.search,
    status: state.statuses.join(","),
    challenge: state.challenge ?? "",
    authority: state.authority ?? "",
    sort: usual ? "" : state.sort,
    order: usual ? "" : state.order,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** What the server is asked for, which has another usual order. */
export function requestOf(state: ListState): Record<string, string> {
  return { ...queryOf(state), search: state.search.trim(), sort: state.sort, order: state.order };
}

export const isFiltered = (state: ListState) =>
  state.search.trim() !== "" ||
  state.statuses.length > 0 ||
  state.challenge !== null ||
  state.authority !== null;

/** A click on a column: its own order at first, the other one at the second click. */
export function sortedBy(state: ListState, sort: CertificateSort): ListState {
  if (state.sort !== sort) return { ...state, sort, order: sort === "created" ? "desc" : "asc" };
  return { ...state, order: state.order === "asc" ? "desc" : "asc" };
}
