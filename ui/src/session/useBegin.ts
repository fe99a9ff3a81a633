import { useQueryClient } from "@tanstack/react-query";
import { sendCsrfToken } from "../api/client";
import { keys } from "../api/queries";
import type { Session } from "../api/types";

/** Takes over a session that has just begun; what somebody else had fetched is forgotten. */
export function useBegin() {
  const client = useQueryClient();
  return (session: Session) => {
    sendCsrfToken(session.csrfToken);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
    client.setQueryData(keys.session, session);
  };
}
