import { Anchor, Button } from "@mantine/core";
import { IconArrowsSplit2 } from "@tabler/icons-react";
import { Link, useSearchParams } from "react-router";
import { asProblem } from "../api/problem";
import { Page } from "../app/Page";
import { useSignedIn } from "../app/signedIn";
import { Empty } from "../ui/Empty";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { Paging } from "../ui/Paging";
import { useCursorPaging } from "../ui/useCursorPaging";
import { DelegationItem } from "./DelegationItem";
import classes from "./Delegations.module.css";
import { Filters } from "./Filters";
import { useDelegations } from "./useDelegations";

const PAGE = 25;

/** Every domain that is proven over DNS, and whether its CNAME is there. */
export function Component() {
  const [parameters, setParameters] = useSearchParams();
  const search = parameters.get("search") ?? "";
  const status = parameters.get("status") ?? "";
  const paging = useCursorPaging(PAGE, `${search} ${status}`);
  const list = useDelegations({ search, status, limit: PAGE, cursor: paging.cursor });
  const items = list.data?.items ?? [];
  const filtered = search !== "" || status !== "";

  const setFilter = (name: "search" | "status", value: string) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );

  return (
    <Page
      title="Delegations"
      lead="Each domain below has one record, a CNAME, that leads authorities from its _acme-challenge name to Kalm. It belongs to the domain, and serves all its certificates."
    >
      <Filters search={search} status={status} onChange={setFilter} />
      {list.isPending ? (
        <Loading what="delegations" rows={4} height={132} />
      ) : list.isError && !list.data ? (
        <ErrorState
          title="The delegations could not be read"
          problem={asProblem(list.error)}
          onRetry={() => void list.refetch()}
          retrying={list.isFetching}
        />
      ) : items.length === 0 && paging.index === 0 ? (
        <None filtered={filtered} onReset={() => setParameters({}, { replace: true })} />
      ) : (
        <>
          <ul className={classes.list} aria-label="Delegations" aria-busy={list.isPlaceholderData}>
            {items.map((delegation) => (
              <DelegationItem key={delegation.domain} delegation={delegation} />
            ))}
          </ul>
          <Paging
            paging={paging}
            next={list.data?.next}
            shown={items.length}
            total={list.data?.total}
            what="delegations"
            busy={list.isPlaceholderData}
          />
        </>
      )}
    </Page>
  );
}

function None({ filtered, onReset }: { filtered: boolean; onReset: () => void }) {
  const { user } = useSignedIn();
  if (filtered) {
    return (
      <Empty title="No delegation is like that">
        <p>Search for a part of a domain, such as “myapp”, or show all of them.</p>
        <Button variant="default" onClick={onReset}>
          Show all
        </Button>
      </Empty>
    );
  }
  return (
    <Empty
      icon={<IconArrowsSplit2 size={44} stroke={1.4} aria-hidden />}
      title="No delegations yet"
    >
      <p>
        One is made by itself with the first certificate of a domain that is proven over DNS: each
        wildcard is.{" "}
        <Anchor component={Link} to="/dns" inherit underline="always">
          Validation DNS
        </Anchor>{" "}
        has a picture of how it works.
      </p>
      {user.role !== "viewer" && (
        <Button component={Link} to="/certificates/new">
          New certificate
        </Button>
      )}
    </Empty>
  );
}
