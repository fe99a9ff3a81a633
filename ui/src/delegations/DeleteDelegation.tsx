import { asProblem } from "../api/problem";
import type { Delegation } from "../api/types";
import { ConfirmByTyping } from "../ui/ConfirmByTyping";
import { counted } from "../ui/sentence";
import { Dependents } from "./Dependents";
import { useDelete } from "./useDelegations";

const NAMED = 20;

interface Props {
  delegation: Delegation;
  opened: boolean;
  onClose: () => void;
}

/** Says which certificates will fail, and wants the domain typed. */
export function DeleteDelegation({ delegation, opened, onClose }: Props) {
  const { domain, certificatesTotal } = delegation;
  const deletion = useDelete(domain);
  const close = () => {
    deletion.reset();
    onClose();
  };
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={close}
      onConfirm={() => deletion.mutate(undefined, { onSuccess: close })}
      title={`Delete the delegation of ${domain}?`}
      expected={domain}
      action="Delete the delegation"
      busy={deletion.isPending}
      problem={deletion.isError ? asProblem(deletion.error) : null}
    >
      <p>
        Kalm will no longer answer where the CNAME of <code>{domain}</code> leads.{" "}
        {certificatesTotal === 0
          ? "No certificate depends on it."
          : `${counted(certificatesTotal, "certificate")} will fail to renew. What is installed stays valid until it ends.`}
      </p>
      {certificatesTotal > 0 && <Dependents delegation={delegation} limit={NAMED} />}
      <p>
        Changed your mind later? Renew one of them, or ask for a certificate of {domain}: the
        delegation comes back with the same CNAME.
      </p>
    </ConfirmByTyping>
  );
}
