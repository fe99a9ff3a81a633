import { Button, Group, Modal, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../api/queries";
import type { ApiToken } from "../api/types";
import { Secret } from "../ui/Secret";
import { TokenForm } from "./TokenForm";

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Makes a token, then shows it this once: that dialog goes only by its own button. */
export function NewTokenDialog({ opened, onClose }: Props) {
  const client = useQueryClient();
  const [made, setMade] = useState<ApiToken | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={made ? `The token ${made.name}` : "New token"}
      size="lg"
      withCloseButton={made === null}
      closeOnClickOutside={false}
      closeOnEscape={made === null}
    >
      {made ? (
        <Stack ref={focusFirstButton}>
          <Secret label="Token" value={made.token ?? ""} />
          <p>
            A program sends it as <code>Authorization: Bearer …</code>; the <code>kalm</code>{" "}
            command takes it from <code>KALM_TOKEN</code>, with the server's address in{" "}
            <code>KALM_URL</code>.
          </p>
          <Group justify="flex-end">
            <Button onClick={close}>I have copied it</Button>
          </Group>
        </Stack>
      ) : (
        <TokenForm
          onDone={(token) => {
            setMade(token);
            void client.invalidateQueries({ queryKey: keys.tokens });
          }}
          onCancel={close}
        />
      )}
    </Modal>
  );
}

/** The form that had the focus is gone: the button that copies the token takes it. */
function focusFirstButton(element: HTMLElement | null) {
  element?.querySelector("button")?.focus();
}
