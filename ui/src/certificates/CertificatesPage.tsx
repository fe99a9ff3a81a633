import { Button } from "@mantine/core";
import { IconCertificate, IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { keys } from "../api/queries";
import type { Certificate, Page as Part } from "../api/types";
import { Page } from "../app/Page";
import { useSignedIn } from "../app/signedIn";
import { Empty } from "../ui/Empty";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { Paging } from "../ui/Paging";
import { BulkRenew } from "./BulkRenew";
import classes from "./CertificatesPage.module.css";
import { CertificateTable } from "./CertificateTable";
import { Filters } from "./Filters";
import { isFiltered, type ListState, queryOf, readState, requestOf } from "./listState";
import { useAddressPaging } from "./useAddressPaging";
import { useSelection } from "./useSelection";

const ROWS = 50;

export function Component() {
  const [query, setQuery] = useSearchParams();
  const { user } = useSignedIn();
  const state = readState(query);
  const paging = useAddressPaging(ROWS);
  const selection = useSelection();
  const request = { ...requestOf(state), limit: ROWS, cursor: paging.cursor };
  const list = useQuery({
    queryKey: keys.certificates(request),
    queryFn: ({ signal }) => api.get<Part<Certificate>>("/certificates", request, signal),
    placeholderData: keepPreviousData,
  });
  const mayIssue = user.role !== "viewer";

  // Another filter begins at its first page; typing does not fill the browser's history.
  const change = (changed: ListState) => setQuery(queryOf(changed), { replace: true });

  const create = (
    <Button component={Link} to="/certificates/new" leftSection={<IconPlus size={18} />}>
      New certificate
    </Button>
  );
  const none = list.isSuccess && list.data.items.length === 0;
  return (
    <Page title="Certificates" actions={mayIssue && create}>
      <div className={classes.head}>
        <Filters state={state} onChange={change} />
        {mayIssue && !none && <BulkRenew selection={selection} />}
      </div>
      {list.isPending ? (
        <Loading rows={10} height={48} what="certificates" />
      ) : list.isError ? (
        <ErrorState
          problem={asProblem(list.error)}
          onRetry={() => void list.refetch()}
          retrying={list.isFetching}
        />
      ) : none ? (
        <Nothing state={state} onChange={change} create={mayIssue ? create : null} />
      ) : (
        <div className={classes.list} aria-busy={list.isPlaceholderData}>
          <CertificateTable
            certificates={list.data.items}
            state={state}
            onChange={change}
            selection={mayIssue ? selection : null}
          />
          <Paging
            paging={paging}
            next={list.data.next}
            shown={list.data.items.length}
            total={list.data.total}
            what={list.data.total === 1 ? "certificate" : "certificates"}
            busy={list.isPlaceholderData}
          />
        </div>
      )}
    </Page>
  );
}

interface NothingProps {
  state: ListState;
  onChange: (state: ListState) => void;
  create: React.ReactNode;
}

function Nothing({ state, onChange, create }: NothingProps) {
  if (isFiltered(state)) {
    return (
      <Empty title="No certificate is like that">
        <Button
          variant="default"
          onClick={() =>
            onChange({ ...state, search: "", statuses: [], challenge: null, authority: null })
          }
        >
          Show all certificates
        </Button>
      </Empty>
    );
  }
  return (
    <Empty icon={<IconCertificate size={36} stroke={1.5} />} title="There are no certificates yet">
      <p>
        A certificate lets browsers open your site over HTTPS. Kalm gets it, and renews it in time.
      </p>
      {create}
    </Empty>
  );
}
