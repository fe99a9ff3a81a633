import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Certificate } from "../api/types";
import { Problem } from "../ui/Problem";
import { fileName, saveFile } from "./saveFile";

const TYPE = "application/x-pkcs12";
const SHORTEST = 8;

interface Props {
  certificate: Certificate;
  opened: boolean;
  onClose: () => void;
}

/** Asks for the password that the key store is encrypted with. */
export function Pkcs12Dialog({ certificate, opened, onClose }: Props) {
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const close = () => {
    setPassword("");
    setTried(false);
    download.reset();
    onClose();
  };
  const download = useMutation({
    mutationFn: async () => {
      const path = `/certificates/${certificate.id}/export/pkcs12`;
      saveFile(
        await api.blob("POST", path, { password }),
        fileName(certificate.names, ".p12"),
        TYPE,
      );
    },
    onSuccess: () => close(),
  });
  const mistake = mistakeOf(password);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!mistake) download.mutate();
  };
  return (
    <Modal opened={opened} onClose={close} title="Download as PKCS#12">
      <form onSubmit={submit} noValidate>
        <Stack>
          <PasswordInput
            data-autofocus
            label="Password for the file"
            description="The file holds the private key: it is encrypted with this password, which you are asked for when you import it. Kalm does not keep it."
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={tried && mistake}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
          />
          {download.isError && <Problem problem={asProblem(download.error)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={download.isPending}>
              Download
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The service's rule: printable ASCII, on which all programs agree. */
function mistakeOf(password: string): string | null {
  if (password.length < SHORTEST) return `At least ${SHORTEST} characters.`;
  return /^[\x20-\x7e]*$/.test(password)
    ? null
    : "Only letters without accents, digits and the signs on an English keyboard: other programs read others differently.";
}
