import { createContext, useContext } from "react";
import type { Session, User } from "../api/types";

interface Value {
  session: Session;
  user: User;
}

const Context = createContext<Value | null>(null);

export const SignedIn = Context.Provider;

/** Who is signed in; only below the {@link Shell}. */
export function useSignedIn(): Value {
  const value = useContext(Context);
  if (!value) throw new Error("Nobody is signed in here.");
  return value;
}

/** Whether a name is one of the domains or below one; a wildcard is at its base. */
export function covers(domains: string[], name: string): boolean {
  const base = name.replace(/^\*\./, "");
  return domains.some((domain) => base === domain || base.endsWith(`.${domain}`));
}

/** What the user may do; each is null when allowed, else the reason to show at the disabled control. */
export function refusals(user: User) {
  const admin = user.role === "administrator" ? null : "Only an administrator may do this.";
  return {
    admin,
    /** Changing or downloading certificates with these names. */
    issue: (names: string[]): string | null => {
      if (user.role === "administrator") return null;
      if (user.role === "viewer") {
        return "Your role is viewer: you can look, but not change. Ask an administrator.";
      }
      const outside = names.find((name) => !covers(user.domains, name));
      return outside === undefined
        ? null
        : `You may issue for ${user.domains.join(", ") || "no domain"}, not for ${outside}. Ask an administrator.`;
    },
  };
}

export function useRefusals() {
  return refusals(useSignedIn().user);
}
