import { useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { useSignedIn } from "../app/signedIn";
import { hasPassword } from "../session/hasPassword";
import { Card } from "../ui/Card";
import { NamesList } from "../ui/NamesList";
import classes from "./access.module.css";
import { OwnPasswordForm } from "./OwnPasswordForm";
import { ROLES } from "./words";

/** Who one is here, and one's own password. */
export function AccountCard() {
  const { user } = useSignedIn();
  const { hash } = useLocation();
  const ref = useRef<HTMLDivElement>(null);
  const role = ROLES.find((one) => one.value === user.role);

  useEffect(() => {
    if (hash === "#password") ref.current?.querySelector("input")?.focus();
  }, [hash]);

  return (
    <Card title="Your account" id="password">
      <dl className={classes.facts}>
        <dt>Username</dt>
        <dd>{user.username}</dd>
        <dt>Role</dt>
        <dd>
          {role?.title ?? user.role}. {role?.words}
        </dd>
        {user.role === "operator" && (
          <>
            <dt>Domains</dt>
            <dd>
              <NamesList names={user.domains} limit={10} />
            </dd>
          </>
        )}
      </dl>
      <div ref={ref} className={classes.password}>
        {hasPassword(user) ? (
          <OwnPasswordForm />
        ) : (
          <p className={classes.quiet}>
            {user.source === "oidc"
              ? "You sign in at the provider, where your password is changed too."
              : "You came in by a one-time link, and have no password here."}
          </p>
        )}
      </div>
    </Card>
  );
}
