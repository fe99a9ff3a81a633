import { asProblem } from "../api/problem";
import { useSettings } from "../api/queries";
import { Page } from "../app/Page";
import { useRefusals } from "../app/signedIn";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { AuthoritiesCard } from "./AuthoritiesCard";
import { ClusterCard } from "./ClusterCard";
import { ProviderCard } from "./ProviderCard";
import { ResolverCard } from "./ResolverCard";

export function Component() {
  const settings = useSettings();
  const refusal = useRefusals().admin;
  return (
    <Page
      title="Settings"
      lead={
        refusal
          ? "An administrator can change these."
          : "Changes take effect at once, without a restart."
      }
    >
      {settings.isPending ? (
        <Loading what="settings" rows={3} height={160} />
      ) : settings.isError ? (
        <ErrorState
          problem={asProblem(settings.error)}
          title="The settings cannot be shown"
          onRetry={() => void settings.refetch()}
          retrying={settings.isFetching}
        />
      ) : (
        <>
          <AuthoritiesCard settings={settings.data} refusal={refusal} />
          <ClusterCard cluster={settings.data.cluster} refusal={refusal} />
          <ResolverCard resolver={settings.data.resolver} refusal={refusal} />
          <ProviderCard oidc={settings.data.oidc} />
        </>
      )}
    </Page>
  );
}
