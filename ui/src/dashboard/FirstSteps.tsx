import { Anchor, Button } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useSettings } from "../api/queries";
import type { Attention } from "../api/types";
import { useSignedIn } from "../app/signedIn";
import { MayNot } from "../ui/MayNot";
import { AttentionList } from "./AttentionList";
import classes from "./FirstSteps.module.css";

/** In place of the dashboard while there is no certificate: the way to the first one. */
export function FirstSteps({ attention }: { attention: Attention[] }) {
  const { user } = useSignedIn();
  const missing = useSettings().data?.missing ?? [];
  const cluster = !missing.includes("cluster");
  const authority = !missing.includes("authority");
  const others = attention.filter((item) => item.kind !== "setup-incomplete");
  const viewer =
    user.role === "viewer"
      ? "Your role is viewer: you can look, but not create. Ask an administrator."
      : null;
  return (
    <>
      <section className={classes.hero} aria-labelledby="first">
        <h2 id="first" className={classes.title}>
          Your first certificate is {cluster && authority ? "two" : "three"} steps away
        </h2>
        <p className={classes.lead}>
          A certificate is what makes a browser trust your site. Kalm gets it from an authority,
          such as Let’s Encrypt, and renews it before it ends, for as long as you want.
        </p>
        <ol className={classes.steps}>
          <Step
            done={cluster && authority}
            title={cluster && authority ? "The set-up is done" : "Finish the set-up"}
            todo={
              user.role === "administrator" ? (
                <Button
                  component={Link}
                  to="/setup"
                  size="sm"
                  variant={authority ? "default" : "filled"}
                >
                  Go on with the set-up
                </Button>
              ) : (
                "An administrator has to do this."
              )
            }
          >
            {setUpWords(cluster, authority)}
          </Step>
          <Step
            done={false}
            title="Name what you want a certificate for"
            todo={
              <MayNot reason={viewer}>
                {(disabled) =>
                  disabled ? (
                    <Button disabled>New certificate</Button>
                  ) : (
                    <Button
                      component={Link}
                      to="/certificates/new"
                      size="sm"
                      variant={authority ? "filled" : "default"}
                    >
                      New certificate
                    </Button>
                  )
                }
              </MayNot>
            }
          >
            One site, <code>www.myapp.com</code>, or all below a domain at once,{" "}
            <code>*.myapp.com</code>.
          </Step>
          <Step done={false} title="Add the record that Kalm shows">
            It proves to the authority that the domain is yours. You copy it to your DNS provider
            once; Kalm sees it by itself and fetches the certificate.
          </Step>
        </ol>
        <p className={classes.foot}>
          Curious how that works?{" "}
          <Anchor component={Link} to="/dns" inherit underline="always">
            Validation DNS
          </Anchor>{" "}
          has a picture.
        </p>
      </section>
      <AttentionList items={others} total={others.length} />
    </>
  );
}

function setUpWords(cluster: boolean, authority: boolean): string {
  if (cluster && authority) return "Kalm knows its domain, its addresses and an authority.";
  if (cluster) return "Still missing: the authority that certificates come from.";
  if (authority) {
    return "Still missing: this server’s domain and addresses. Only wildcards need them; anything else can be issued now.";
  }
  return "Still missing: this server’s domain and addresses, and the authority.";
}

interface StepProps {
  done: boolean;
  title: string;
  todo?: ReactNode;
  children: ReactNode;
}

function Step({ done, title, todo, children }: StepProps) {
  return (
    <li className={classes.step} data-done={done || undefined}>
      {done ? (
        <IconCircleCheck size={26} aria-label="Done" role="img" className={classes.icon} />
      ) : (
        <IconCircleDashed size={26} aria-hidden className={classes.icon} />
      )}
      <div className={classes.words}>
        <h3 className={classes.stepTitle}>{title}</h3>
        <p className={classes.text}>{children}</p>
        {!done && todo && <div className={classes.todo}>{todo}</div>}
      </div>
    </li>
  );
}
