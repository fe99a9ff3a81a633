import { Button, Checkbox } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { keys } from "../api/queries";
import type { ApiToken, Page } from "../api/types";
import { Card } from "../ui/Card";
import { Empty } from "../ui/Empty";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { NamesList } from "../ui/NamesList";
import { Paging } from "../ui/Paging";
import { type Column, ResponsiveTable } from "../ui/ResponsiveTable";
import { StatusBadge } from "../ui/StatusBadge";
import { Time } from "../ui/Times";
import { useCursorPaging } from "../ui/useCursorPaging";
import classes from "./access.module.css";
import { NewTokenDialog } from "./NewTokenDialog";
import { RevokeTokenDialog } from "./RevokeTokenDialog";
import { endedWord, scopeTitle } from "./words";

const LIMIT = 100;

export function TokensCard() {
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const [all, setAll] = useState(false);
  const paging = useCursorPaging(LIMIT);
  const tokens = useQuery({
    queryKey: [...keys.tokens, paging.cursor],
    queryFn: ({ signal }) =>
      api.get<Page<ApiToken>>("/tokens", { limit: LIMIT, cursor: paging.cursor }, signal),
    placeholderData: keepPreviousData,
  });
  const now = Date.now();
  const items = tokens.data?.items ?? [];
  const usable = items.filter((token) => endedWord(token, now) === null);
  const shown = all ? items : usable;

  return (
    <Card
      title="API tokens"
      lead="For programs: the kalm command, a deployment, monitoring. Give each its own, with no more rights than it needs."
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>
          New token
        </Button>
      }
    >
      {tokens.isPending ? (
        <Loading what="tokens" rows={2} />
      ) : tokens.isError ? (
        <ErrorState
          problem={asProblem(tokens.error)}
          title="The tokens cannot be shown"
          onRetry={() => void tokens.refetch()}
          retrying={tokens.isFetching}
        />
      ) : (
        <>
          {shown.length === 0 ? (
            <Empty title="There is no token">Make one when a program is to use Kalm.</Empty>
          ) : (
            <ResponsiveTable
              label="API tokens"
              columns={columns(now, setRevoking)}
              rows={shown}
              rowKey={(token) => token.id}
              quiet={(token) => endedWord(token, now) !== null}
            />
          )}
          <Paging
            paging={paging}
            next={tokens.data.next}
            shown={items.length}
            what="tokens"
            busy={tokens.isFetching}
          />
          {usable.length < items.length && (
            <Checkbox
              mt="md"
              label={`Show the ${items.length - usable.length} that ended too`}
              checked={all}
              onChange={(event) => setAll(event.currentTarget.checked)}
            />
          )}
        </>
      )}
      <NewTokenDialog opened={creating} onClose={() => setCreating(false)} />
      <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />
    </Card>
  );
}

function columns(now: number, onRevoke: (token: ApiToken) => void): Column<ApiToken>[] {
  return [
    {
      header: "Token",
      cell: (token) => (
        <div>
          <div className={classes.name}>
            <strong>{token.name}</strong>
            <Ended token={token} now={now} />
          </div>
          <div className={classes.quiet}>
            made <Time at={token.createdAt} />
            {token.createdBy && ` by ${token.createdBy}`}
          </div>
        </div>
      ),
    },
    { header: "May", cell: (token) => <Rights token={token} /> },
    {
      header: "Expires",
      tight: true,
      cell: (token) => (token.revokedAt ? "—" : <Time at={token.expiresAt} />),
    },
    { header: "Last used", tight: true, cell: (token) => <Time at={token.lastUsedAt} /> },
    {
      header: "Actions",
      actions: true,
      cell: (token) =>
        endedWord(token, now) === null && (
          <Button size="xs" variant="default" onClick={() => onRevoke(token)}>
            Revoke<span className="k-hidden"> {token.name}</span>
          </Button>
        ),
    },
  ];
}

function Ended({ token, now }: { token: ApiToken; now: number }) {
  const word = endedWord(token, now);
  return word && <StatusBadge tone="idle">{word}</StatusBadge>;
}

function Rights({ token }: { token: ApiToken }) {
  return (
    <div>
      {scopeTitle(token.scope)}
      {token.domains.length > 0 && <NamesList names={token.domains} />}
      {token.certificate && (
        <div>
          <Link to={`/certificates/${token.certificate}`}>the certificate</Link>
        </div>
      )}
    </div>
  );
}
