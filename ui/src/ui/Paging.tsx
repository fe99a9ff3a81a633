import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import classes from "./Paging.module.css";
import type { CursorPaging } from "./useCursorPaging";

interface Props {
  paging: CursorPaging;
  /** The page's `next`; null at the end. */
  next: string | null | undefined;
  /** How many lines the page has. */
  shown: number;
  total?: number | undefined;
  /** "certificates" */
  what: string;
  busy?: boolean;
}

/** Goes through a list that the server cuts into pages. */
export function Paging({ paging, next, shown, total, what, busy = false }: Props) {
  const first = shown === 0 ? 0 : paging.index * paging.limit + 1;
  const last = paging.index * paging.limit + shown;
  const of = total === undefined ? "" : ` of ${total.toLocaleString("en")}`;
  if (paging.index === 0 && !next && total === undefined) return null;
  const several = paging.index > 0 || Boolean(next);
  return (
    <nav className={classes.paging} aria-label={`Pages of ${what}`}>
      <span role="status">
        {first.toLocaleString("en")}–{last.toLocaleString("en")}
        {of} {what}
      </span>
      {several && (
        <span className={classes.buttons}>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconChevronLeft size={16} />}
            disabled={paging.index === 0 || busy}
            onClick={paging.back}
          >
            Previous
          </Button>
          <Button
            variant="default"
            size="sm"
            rightSection={<IconChevronRight size={16} />}
            disabled={!next || busy}
            onClick={() => next && paging.forward(next)}
          >
            Next
          </Button>
        </span>
      )}
    </nav>
  );
}
