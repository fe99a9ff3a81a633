import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api } from "../api/client";
import { asProblem, summary } from "../api/problem";
import { keys } from "../api/queries";
import type { IssuanceRecord, Page } from "../api/types";
import { Card } from "../ui/Card";
import { ErrorState } from "../ui/ErrorState";
import { Linked } from "../ui/Linked";
import { Loading } from "../ui/Loading";
import { Paging } from "../ui/Paging";
import { type Column, ResponsiveTable } from "../ui/ResponsiveTable";
import { StatusBadge } from "../ui/StatusBadge";
import { sentence } from "../ui/sentence";
import { Time } from "../ui/Times";
import { absolute, duration, withTimes } from "../ui/time";
import { useCursorPaging } from "../ui/useCursorPaging";
import classes from "./IssuanceHistory.module.css";
import { issuanceState } from "./words";

const ROWS = 5;

/** Every time that the certificate was issued or tried to be; each can be looked at in the picture. */
export function IssuanceHistory({ id }: { id: string }) {
  const paging = useCursorPaging(ROWS, id);
  const navigate = useNavigate();
  const issuances = useQuery({
    queryKey: [...keys.issuances(id), paging.cursor],
    queryFn: ({ signal }) =>
      api.get<Page<IssuanceRecord>>(
        `/certificates/${id}/issuances`,
        { limit: ROWS, cursor: paging.cursor },
        signal,
      ),
    placeholderData: (before) => before,
  });

  const show = (issuance: string) =>
    navigate(`?issuance=${encodeURIComponent(issuance)}`, { preventScrollReset: true });

  const columns: Column<IssuanceRecord>[] = [
    {
      header: "Began",
      cell: ({ startedAt }) => (
        <span className={classes.when}>
          <Time at={startedAt} as="absolute" />
        </span>
      ),
    },
    { header: "State", cell: (issuance) => <State issuance={issuance} />, tight: true },
    { header: "What came of it", cell: (issuance) => <Outcome issuance={issuance} /> },
    {
      header: "Took",
      cell: (issuance) => <span className={classes.whole}>{tookOf(issuance)}</span>,
      tight: true,
    },
    {
      header: "Picture",
      actions: true,
      cell: (issuance) => (
        <Anchor
          component="button"
          type="button"
          className={classes.whole ?? ""}
          onClick={() => show(issuance.id)}
          aria-label={`Show the issuance that began ${absolute(issuance.startedAt)}`}
        >
          Show
        </Anchor>
      ),
    },
  ];
  if (issuances.isSuccess && issuances.data.items.length === 0) return null;
  return (
    <Card title="Issuances">
      {issuances.isPending ? (
        <Loading rows={3} what="issuances" />
      ) : issuances.isError ? (
        <ErrorState problem={asProblem(issuances.error)} onRetry={() => void issuances.refetch()} />
      ) : (
        <>
          <ResponsiveTable
            label="Issuances"
            columns={columns}
            rows={issuances.data.items}
            rowKey={(issuance) => issuance.id}
          />
          <Paging
            paging={paging}
            next={issuances.data.next}
            shown={issuances.data.items.length}
            what="issuances"
          />
        </>
      )}
    </Card>
  );
}

function State({ issuance }: { issuance: IssuanceRecord }) {
  const tone = issuance.state === "issued" ? "ok" : issuance.state === "failed" ? "bad" : "busy";
  return <StatusBadge tone={tone}>{issuanceState(issuance.state)}</StatusBadge>;
}

function Outcome({ issuance }: { issuance: IssuanceRecord }) {
  const words = issuance.problem ? summary(issuance.problem) : sentence(withTimes(issuance.detail));
  return (
    <span>
      <Linked text={words} />
      {issuance.failures > 1 && <> ({issuance.failures} attempts failed)</>}
    </span>
  );
}

function tookOf({ startedAt, finishedAt }: IssuanceRecord): string {
  return finishedAt ? duration(Date.parse(finishedAt) - Date.parse(startedAt)) : "";
}
