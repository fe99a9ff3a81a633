import { useLocation, useNavigate, useSearchParams } from "react-router";
import type { CursorPaging } from "../ui/useCursorPaging";

/** The cursors of the pages that were gone through, which the browser keeps with the entry of its history. */
interface Trail {
  cursors: (string | null)[];
}

/** Paging whose place is in the page's address: reloading stays, and the browser's back button goes back. */
export function useAddressPaging(limit: number): CursorPaging {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const location = useLocation();
  const cursor = query.get("cursor");
  const trail = (location.state as Trail | null)?.cursors ?? [];
  const index = cursor === null ? 0 : Math.max(1, trail.length);

  const open = (next: string | null, cursors: (string | null)[]) => {
    const changed = new URLSearchParams(query);
    if (next === null) changed.delete("cursor");
    else changed.set("cursor", next);
    const search = changed.toString();
    navigate({ search: search && `?${search}` }, { state: { cursors } satisfies Trail });
  };
  return {
    limit,
    cursor,
    index,
    forward: (next) => open(next, [...trail, cursor]),
    // An address that came from elsewhere has no trail: its beginning is the way back.
    back: () => open(trail.at(-1) ?? null, trail.slice(0, -1)),
    reset: () => open(null, []),
  };
}
