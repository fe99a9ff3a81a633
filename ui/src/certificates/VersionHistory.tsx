import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { keys } from "../api/queries";
import type { Page, VersionRecord } from "../api/types";
import { Card } from "../ui/Card";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { Paging } from "../ui/Paging";
import { type Column, ResponsiveTable } from "../ui/ResponsiveTable";
import { StatusBadge } from "../ui/StatusBadge";
import { Time } from "../ui/Times";
import { useCursorPaging } from "../ui/useCursorPaging";

const ROWS = 5;

const COLUMNS: Column<VersionRecord>[] = [
  { header: "Installed", cell: ({ createdAt }) => <Time at={createdAt} as="absolute" /> },
  {
    header: "Valid",
    cell: ({ notBefore, notAfter }) => (
      <span>
        <Time at={notBefore} as="day" /> to <Time at={notAfter} as="day" />
      </span>
    ),
  },
  { header: "Serial number", cell: ({ serial }) => <code>{serial}</code> },
  { header: "Issuer", cell: ({ issuer }) => issuer },
  { header: "State", cell: (version) => <State version={version} />, tight: true },
];

function State({ version }: { version: VersionRecord }) {
  if (version.revokedAt) return <StatusBadge tone="bad">Revoked</StatusBadge>;
  return version.current ? (
    <StatusBadge tone="ok">Installed</StatusBadge>
  ) : (
    <StatusBadge tone="idle">Replaced</StatusBadge>
  );
}

/** What has been installed so far. */
export function VersionHistory({ id }: { id: string }) {
  const paging = useCursorPaging(ROWS, id);
  const versions = useQuery({
    queryKey: [...keys.versions(id), paging.cursor],
    queryFn: ({ signal }) =>
      api.get<Page<VersionRecord>>(
        `/certificates/${id}/versions`,
        { limit: ROWS, cursor: paging.cursor },
        signal,
      ),
    placeholderData: (before) => before,
  });
  if (versions.isSuccess && versions.data.items.length === 0) return null;
  return (
    <Card title="Versions">
      {versions.isPending ? (
        <Loading rows={2} what="versions" />
      ) : versions.isError ? (
        <ErrorState problem={asProblem(versions.error)} onRetry={() => void versions.refetch()} />
      ) : (
        <>
          <ResponsiveTable
            label="Versions"
            columns={COLUMNS}
            rows={versions.data.items}
            rowKey={(version) => version.id}
            quiet={(version) => !version.current}
          />
          <Paging
            paging={paging}
            next={versions.data.next}
            shown={versions.data.items.length}
            what="versions"
          />
        </>
      )}
    </Card>
  );
}
