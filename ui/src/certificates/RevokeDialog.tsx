import { Select, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { keys } from "../api/queries";
import type { Certificate, RevocationReason } from "../api/types";
import { announce } from "../ui/announce";
import { ConfirmByTyping } from "../ui/ConfirmByTyping";
import { typedName } from "./DeleteDialog";
import { REASONS } from "./words";

interface Props {
  certificate: Certificate;
  opened: boolean;
  onClose: () => void;
}

export function RevokeDialog({ certificate, opened, onClose }: Props) {
  const client = useQueryClient();
  const [reason, setReason] = useState<RevocationReason>("unspecified");
  const revoke = useMutation({
    mutationFn: () => api.post<Certificate>(`/certificates/${certificate.id}/revoke`, { reason }),
    onSuccess: (revoked) => {
      client.setQueryData(keys.certificate(certificate.id), revoked);
      announce("The certificate is revoked");
      onClose();
    },
  });
  return (
    <ConfirmByTyping
      opened={opened}
      onClose={() => {
        revoke.reset();
        onClose();
      }}
      onConfirm={() => revoke.mutate()}
      title="Revoke the certificate"
      expected={typedName(certificate)}
      action="Revoke"
      busy={revoke.isPending}
      problem={revoke.isError ? asProblem(revoke.error) : null}
    >
      <Stack>
        <p>
          {certificate.authority} tells the world that the installed certificate is not to be
          trusted any more. Sites that use it fail in browsers, and this cannot be undone. Kalm does
          not renew it by itself from then on.
        </p>
        <Select
          label="Why?"
          description="The authority publishes the reason."
          data={(Object.entries(REASONS) as [RevocationReason, string][]).map(([value, label]) => ({
            value,
            label,
          }))}
          value={reason}
          allowDeselect={false}
          onChange={(value) => setReason((value ?? "unspecified") as RevocationReason)}
        />
      </Stack>
    </ConfirmByTyping>
  );
}
