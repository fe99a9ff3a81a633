import type { Settings } from "../api/types";
import { AuthorityForm } from "../settings/AuthorityForm";
import { mayBeDefault, NEW_AUTHORITY, valuesOf } from "../settings/authorityValues";
import { Step } from "./Step";

interface Props {
  settings: Settings;
  onDone: () => void;
  onLater: () => void;
}

export function AuthorityStep({ settings, onDone, onLater }: Props) {
  const present = settings.authorities.find((one) => one.source === "database");
  return (
    <Step
      title="Who signs your certificates?"
      why={
        <p>
          Browsers trust a certificate because an authority has signed it. Each has terms of
          service, which only you can agree to. More authorities can be added later in the settings.
        </p>
      }
    >
      <AuthorityForm
        initial={{
          ...(present ? valuesOf(present) : NEW_AUTHORITY),
          default: mayBeDefault(settings),
        }}
        exists={present !== undefined}
        asksDefault={false}
        action="Save and finish"
        onDone={onDone}
        onCancel={onLater}
        cancel="Finish later"
      />
    </Step>
  );
}
