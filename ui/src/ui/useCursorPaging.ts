import { useState } from "react";

export interface CursorPaging {
  limit: number;
  /** Of the page that is shown; null for the first. */
  cursor: string | null;
  /** 0 for the first page. */
  index: number;
  forward: (next: string) => void;
  back: () => void;
  reset: () => void;
}

/** Remembers the cursors of the pages that were gone through. A change of `filter` starts anew. */
export function useCursorPaging(limit: number, filter: string = ""): CursorPaging {
  const [state, setState] = useState<{ filter: string; cursors: string[] }>({
    filter,
    cursors: [],
  });
  const cursors = state.filter === filter ? state.cursors : [];
  return {
    limit,
    cursor: cursors.at(-1) ?? null,
    index: cursors.length,
    forward: (next) => setState({ filter, cursors: [...cursors, next] }),
    back: () => setState({ filter, cursors: cursors.slice(0, -1) }),
    reset: () => setState({ filter, cursors: [] }),
  };
}
