import { ActionIcon, Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconBan, IconDotsVertical, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { api } from "../api/client";
import { asProblem, summary } from "../api/problem";
import { keys } from "../api/queries";
import type { Certificate } from "../api/types";
import { useRefusals } from "../app/signedIn";
import { MayNot } from "../ui/MayNot";
import { DeleteDialog } from "./DeleteDialog";
import { DownloadMenu } from "./DownloadMenu";
import { RevokeDialog } from "./RevokeDialog";

/** What can be done with a certificate. */
export function Actions({ certificate }: { certificate: Certificate }) {
  const refusal = useRefusals().issue(certificate.names);
  const [revoking, revoke] = useDisclosure(false);
  const [deleting, remove] = useDisclosure(false);
  const revocable = certificate.version !== null && certificate.status !== "revoked";
  return (
    <>
      <RenewButton certificate={certificate} refusal={refusal} />
      {certificate.version && <DownloadMenu certificate={certificate} refusal={refusal} />}
      {refusal === null && (
        <Menu position="bottom-end" width={200} shadow="md">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label="More actions">
              <IconDotsVertical size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {revocable && (
              <Menu.Item leftSection={<IconBan size={18} />} onClick={revoke.open}>
                Revoke…
              </Menu.Item>
            )}
            <Menu.Item color="red" leftSection={<IconTrash size={18} />} onClick={remove.open}>
              Delete…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <RevokeDialog certificate={certificate} opened={revoking} onClose={revoke.close} />
      <DeleteDialog certificate={certificate} opened={deleting} onClose={remove.close} />
    </>
  );
}

interface RenewProps {
  certificate: Certificate;
  refusal: string | null;
}

function RenewButton({ certificate, refusal }: RenewProps) {
  const client = useQueryClient();
  const [query, setQuery] = useSearchParams();
  const renew = useMutation({
    mutationFn: () => api.post<Certificate>(`/certificates/${certificate.id}/renew`),
    onSuccess: (renewed) => {
      client.setQueryData(keys.certificate(certificate.id), renewed);
      // From an earlier issuance to the one that begins now.
      if (query.has("issuance")) setQuery({}, { replace: true, preventScrollReset: true });
    },
    onError: (error) =>
      notifications.show({
        color: "red",
        title: "It is not renewed now",
        message: summary(asProblem(error)),
        autoClose: 15_000,
      }),
  });
  const busy = certificate.status === "issuing" || certificate.status === "renewing";
  if (busy || certificate.status === "pending") return null;
  return (
    <MayNot reason={refusal}>
      {(disabled) => (
        <Button
          leftSection={<IconRefresh size={18} />}
          variant={certificate.status === "ready" ? "default" : "filled"}
          disabled={disabled}
          loading={renew.isPending}
          onClick={() => renew.mutate()}
        >
          Renew now
        </Button>
      )}
    </MayNot>
  );
}
