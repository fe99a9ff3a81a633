import { Button } from "@mantine/core";
import { useState } from "react";
import { asProblem } from "../api/problem";
import type { Signing, ValidationZone } from "../api/types";
import { useRefusals } from "../app/signedIn";
import { Card } from "../ui/Card";
import { ConfirmByTyping } from "../ui/ConfirmByTyping";
import { CopyField } from "../ui/CopyField";
import { MayNot } from "../ui/MayNot";
import { StatusBadge } from "../ui/StatusBadge";
import { sentence } from "../ui/sentence";
import { type Shown, signingStatus } from "../ui/statuses";
import { asked, rolloverButton, type SigningAction, stepWords } from "./signingSteps";
import { useZoneChange } from "./useZone";
import classes from "./Zone.module.css";
import { parentOf } from "./zoneNames";

/** Whether the zone is signed (DNSSEC), and what to do next about it. */
export function SigningCard({ zone }: { zone: ValidationZone }) {
  const [action, setAction] = useState<SigningAction | null>(null);
  const { admin } = useRefusals();
  const { signing } = zone;
  const parent = parentOf(zone.name);
  const button = (which: SigningAction, words: string, primary: boolean) => (
    <MayNot reason={admin}>
      {(disabled) => (
        <Button
          disabled={disabled}
          variant={primary ? "filled" : "default"}
          onClick={() => setAction(which)}
        >
          {words}
        </Button>
      )}
    </MayNot>
  );
  return (
    <Card
      title={
        <span className={classes.title}>
          Signing
          <span role="status">
            {signing ? (
              <StatusBadge {...signingStatus(signing.status)} />
            ) : (
              <StatusBadge tone="idle">Not signed</StatusBadge>
            )}
          </span>
        </span>
      }
      lead="Signatures (DNSSEC) let everybody check that an answer is Kalm’s own. Certificates do not need them."
    >
      {signing ? (
        <Signed signing={signing} parent={parent} />
      ) : (
        <p className={classes.words}>
          Sign the zone if {parent} is signed too: then nobody on the way can put a false answer in.
          If it is not, a signature here convinces nobody, and does no harm.
        </p>
      )}
      <div className={classes.buttons}>
        {signing ? (
          <>
            {button("rollover", rolloverButton(signing), signing.rollover !== null)}
            {button("unsign", "Stop signing", false)}
          </>
        ) : (
          button("sign", "Sign the zone", false)
        )}
      </div>
      {(["sign", "rollover", "unsign"] as const).map((which) => (
        <Confirm
          key={which}
          zone={zone}
          action={which}
          opened={action === which}
          onClose={() => setAction(null)}
        />
      ))}
    </Card>
  );
}

const KEYS: Record<Signing["keys"][number]["state"], Shown> = {
  active: { tone: "ok", children: "Signs" },
  incoming: { tone: "busy", children: "Will sign next" },
  outgoing: { tone: "idle", children: "Signs no more" },
};

function Signed({ signing, parent }: { signing: Signing; parent: string }) {
  const step = stepWords(signing);
  return (
    <>
      <p className={classes.words}>{statusWords(signing, parent)}</p>
      {step && (
        <div className={classes.step}>
          <span className={classes.stepTitle}>{step.title}</span>
          <p>{sentence(step.detail)}</p>
        </div>
      )}
      <ul className={classes.keys}>
        {signing.keys.map((key) => (
          <li key={key.tag}>
            <div className={classes.key}>
              <span>Key {key.tag}</span>
              <StatusBadge {...KEYS[key.state]} />
            </div>
            <CopyField label={`DS record of key ${key.tag}`} value={key.ds} />
          </li>
        ))}
      </ul>
    </>
  );
}

function statusWords({ status }: Signing, parent: string): string {
  switch (status) {
    case "secure":
      return `${parent} has the DS record of the zone’s key: answers are checked from the root down.`;
    case "insecure":
      return `The zone is signed, but ${parent} has no DS record of its key yet. Until it has, certificates are issued as if it were unsigned. Add the DS record below where you added the NS record.`;
    case "bogus":
      return `${parent} has DS records, and none is of a key of this zone: authorities refuse everything in it. Replace them by the one below.`;
    case "unknown":
      return `It is not known yet what ${parent} has: not looked, or its name servers did not answer.`;
  }
}

interface ConfirmProps {
  zone: ValidationZone;
  action: SigningAction;
  opened: boolean;
  onClose: () => void;
}

function Confirm({ zone, action, opened, onClose }: ConfirmProps) {
  const change = useZoneChange(zone.name, action);
  const words = asked(action, parentOf(zone.name), zone.signing);
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={close}
      onConfirm={() => change.mutate(undefined, { onSuccess: close })}
      title={words.title}
      expected={words.destroys ? zone.name : null}
      harmless={!words.destroys}
      action={words.action}
      busy={change.isPending}
      problem={change.isError ? asProblem(change.error) : null}
    >
      {words.happens.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </ConfirmByTyping>
  );
}
