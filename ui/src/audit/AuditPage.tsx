import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { keys } from "../api/queries";
import type { AuditEntry, Page as Part } from "../api/types";
import { Page } from "../app/Page";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { Paging } from "../ui/Paging";
import { useCursorPaging } from "../ui/useCursorPaging";
import { AuditFilter } from "./AuditFilter";
import { AuditRow } from "./AuditRow";
import classes from "./audit.module.css";

const LIMIT = 50;

export function Component() {
  const [parameters, setParameters] = useSearchParams();
  const filter = {
    action: parameters.get("action") ?? "",
    actor: parameters.get("actor") ?? "",
    target: parameters.get("target") ?? "",
  };
  const isFiltered = Object.values(filter).some(Boolean);
  const paging = useCursorPaging(LIMIT, JSON.stringify(filter));
  const query = { ...filter, limit: LIMIT, cursor: paging.cursor };
  const entries = useQuery({
    queryKey: keys.audit(query),
    queryFn: ({ signal }) => api.get<Part<AuditEntry>>("/audit", query, signal),
    placeholderData: keepPreviousData,
  });

  return (
    <Page title="Audit log" lead="Who changed what, when and from where. It is only ever added to.">
      <AuditFilter
        filter={filter}
        onChange={(changed) =>
          setParameters(
            Object.entries({ ...filter, ...changed }).filter(([, value]) => value),
            { replace: true },
          )
        }
      />
      <Card>
        {entries.isPending ? (
          <Loading what="audit log" rows={8} />
        ) : entries.isError ? (
          <ErrorState
            problem={asProblem(entries.error)}
            title="The audit log cannot be shown"
            onRetry={() => void entries.refetch()}
            retrying={entries.isFetching}
          />
        ) : entries.data.items.length === 0 ? (
          <Empty title={isFiltered ? "No entry is like that" : "Nothing has happened yet"}>
            {isFiltered && "Names have to be whole. Empty a field above to see more."}
          </Empty>
        ) : (
          <>
            <ul className={classes.list} aria-label="Entries" aria-busy={entries.isFetching}>
              {entries.data.items.map((entry) => (
                <AuditRow key={entry.id} entry={entry} />
              ))}
            </ul>
            <Paging
              paging={paging}
              next={entries.data.next}
              shown={entries.data.items.length}
              what="entries"
              busy={entries.isFetching}
            />
          </>
        )}
      </Card>
    </Page>
  );
}
