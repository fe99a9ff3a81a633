import type { Settings } from "../api/types";
import { ClusterForm } from "../settings/ClusterForm";
import { Step } from "./Step";

interface Props {
  settings: Settings;
  onDone: () => void;
  onSkip: () => void;
}

export function ClusterStep({ settings, onDone, onSkip }: Props) {
  return (
    <Step
      title="Where is this server?"
      why={
        <>
          <p>
            For a wildcard such as <code>*.myapp.com</code> an authority looks into DNS. Kalm
            answers there itself, in a zone of its own below a domain of yours, so that nobody has
            to hand it the keys to their DNS.
          </p>
          <p>
            You can skip this: until then there are certificates for ordinary names only, such as{" "}
            <code>www.myapp.com</code>.
          </p>
        </>
      }
    >
      <ClusterForm
        cluster={settings.cluster}
        action="Check and go on"
        onDone={onDone}
        onCancel={onSkip}
        cancel="Skip for now"
      />
    </Step>
  );
}
