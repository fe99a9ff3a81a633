import { useSearchParams } from "react-router";
import { asProblem } from "../api/problem";
import type { ValidationZone } from "../api/types";
import { Page } from "../app/Page";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { NameServers } from "./NameServers";
import { NoZone } from "./NoZone";
import { ParentRecords } from "./ParentRecords";
import { QueryLogCard } from "./QueryLogCard";
import { SigningCard } from "./SigningCard";
import { useZones } from "./useZone";
import { ValidationPath } from "./ValidationPath";
import { ZoneChoice } from "./ZoneChoice";
import { ZoneState } from "./ZoneState";
import { parentOf } from "./zoneNames";

/** The validation zone: whether the world finds it, and what is asked of it. */
export function Component() {
  const [parameters] = useSearchParams();
  const zones = useZones();
  const wanted = parameters.get("zone");
  const items = zones.data?.items ?? [];
  const zone = items.find((it) => it.name === wanted) ?? items[0];
  return (
    <Page
      title="Validation DNS"
      lead="The small DNS server in Kalm that proves to authorities that your domains are yours."
    >
      {zones.isPending ? (
        <Loading what="validation DNS" rows={4} height={120} />
      ) : zones.isError && !zones.data ? (
        <ErrorState
          title="Validation DNS could not be read"
          problem={asProblem(zones.error)}
          onRetry={() => void zones.refetch()}
          retrying={zones.isFetching}
        />
      ) : zone ? (
        <>
          <ZoneChoice zones={items} chosen={zone.name} />
          <Zone key={zone.name} zone={zone} />
        </>
      ) : (
        <NoZone />
      )}
    </Page>
  );
}

function Zone({ zone }: { zone: ValidationZone }) {
  return (
    <>
      <ZoneState zone={zone} />
      <ParentRecords zone={zone} />
      <ValidationPath zone={zone} domain={parentOf(zone.name)} />
      <QueryLogCard zone={zone.name} />
      <NameServers zone={zone} />
      <SigningCard zone={zone} />
    </>
  );
}
