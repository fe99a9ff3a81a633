import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Certificate } from "../api/types";
import { announce } from "../ui/announce";
import { ConfirmByTyping } from "../ui/ConfirmByTyping";
import { NamesList } from "../ui/NamesList";
import { day } from "../ui/time";

/** A longer name nobody types without a slip. */
const LONGEST_TYPED = 60;

interface Props {
  certificate: Certificate;
  opened: boolean;
  onClose: () => void;
}

/** What has to be typed before something that hurts; null where nothing is installed to be hurt. */
export function typedName(certificate: Certificate): string | null {
  const [name = ""] = certificate.names;
  return certificate.version && name.length <= LONGEST_TYPED ? name : null;
}

export function DeleteDialog({ certificate, opened, onClose }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.delete(`/certificates/${certificate.id}`),
    onSuccess: () => {
      announce("The certificate is deleted");
      navigate("/certificates", { replace: true });
      client.removeQueries({ queryKey: ["certificates", "one", certificate.id] });
      void client.invalidateQueries({ queryKey: ["certificates", "list"] });
    },
  });
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      onConfirm={() => remove.mutate()}
      title="Delete the certificate"
      expected={typedName(certificate)}
      action="Delete"
      busy={remove.isPending}
      problem={remove.isError ? asProblem(remove.error) : null}
    >
      <NamesList names={certificate.names} limit={6} />
      <ul>
        {certificate.notAfter && (
          <li>
            It will no longer be renewed: sites that use it fail in browsers after{" "}
            <strong>{day(certificate.notAfter)}</strong>, unless they get another one.
          </li>
        )}
        <li>Its private keys, versions and history are deleted here, and cannot be had again.</li>
        {certificate.version && (
          <li>What servers have copied of it stays valid until then: it is not revoked.</li>
        )}
        {certificate.challenge === "dns-01" && (
          <li>The delegations stay: a new certificate for these names needs no new DNS record.</li>
        )}
      </ul>
    </ConfirmByTyping>
  );
}
