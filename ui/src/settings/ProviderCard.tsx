import type { Settings } from "../api/types";
import { Card } from "../ui/Card";
import classes from "./settings.module.css";

/** Sign-in through an OpenID Connect provider: set in the file, because it holds a secret. */
export function ProviderCard({ oidc }: { oidc: Settings["oidc"] }) {
  return (
    <Card
      title="Sign-in provider"
      lead="Lets people sign in with an account that they have already (OpenID Connect)."
    >
      {oidc ? (
        <dl className={classes.facts}>
          <dt>Name</dt>
          <dd>{oidc.name}</dd>
          <dt>Issuer</dt>
          <dd className="k-name">{oidc.issuer}</dd>
          <dt>Client id</dt>
          <dd className="k-name">{oidc.clientId}</dd>
        </dl>
      ) : (
        <p className={classes.quiet}>
          None. It is set up in kalm.yaml, under <code>oidc</code>.
        </p>
      )}
    </Card>
  );
}
