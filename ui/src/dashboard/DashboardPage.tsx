import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "react-router";
import { asProblem } from "../api/problem";
import { useOverview } from "../api/queries";
import type { Overview } from "../api/types";
import { Page } from "../app/Page";
import { useSignedIn } from "../app/signedIn";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { AnswerCard } from "./AnswerCard";
import { AttentionList } from "./AttentionList";
import classes from "./Dashboard.module.css";
import { ExpiryCard } from "./ExpiryCard";
import { FirstSteps } from "./FirstSteps";
import { NextRenewals } from "./NextRenewals";
import { States } from "./States";

/** Is anything going to break? */
export function Component() {
  const { user } = useSignedIn();
  const overview = useOverview();
  const some = (overview.data?.total ?? 0) > 0;
  return (
    <Page
      title="Dashboard"
      lead="Whether anything is going to break, and what to do about it."
      actions={
        some &&
        user.role !== "viewer" && (
          <Button component={Link} to="/certificates/new" leftSection={<IconPlus size={18} />}>
            New certificate
          </Button>
        )
      }
    >
      {overview.data ? (
        <Content
          overview={overview.data}
          at={overview.dataUpdatedAt}
          stale={overview.isError && !overview.isFetching}
        />
      ) : overview.isError ? (
        <ErrorState
          title="The dashboard cannot say how things are"
          problem={asProblem(overview.error)}
          onRetry={() => void overview.refetch()}
          retrying={overview.isFetching}
        />
      ) : (
        <Loading what="overview" rows={3} height={140} />
      )}
    </Page>
  );
}

interface Props {
  overview: Overview;
  /** When it was fetched, epoch ms. */
  at: number;
  stale: boolean;
}

function Content({ overview, at, stale }: Props) {
  if (overview.total === 0) return <FirstSteps attention={overview.attention} />;
  return (
    <>
      <AnswerCard overview={overview} at={at} stale={stale} />
      <AttentionList items={overview.attention} total={overview.attentionTotal} />
      <ExpiryCard expiries={overview.expiries} />
      <div className={classes.pair}>
        <NextRenewals renewals={overview.nextRenewals} />
        <States counts={overview.counts} delegations={overview.delegations} />
      </div>
    </>
  );
}
