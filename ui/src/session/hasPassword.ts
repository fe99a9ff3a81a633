import type { User } from "../api/types";

/**
 * Whether somebody has a password to change: not who signs in at a provider, and not who came with a
 * token's one-time link, for whom the session has a stand-in that was never created.
 */
export function hasPassword(user: User): boolean {
  return user.source === "local" && Date.parse(user.createdAt) > 0;
}
