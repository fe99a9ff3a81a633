import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { ProblemDocument } from "../api/types";
import { Problem } from "./Problem";

interface Props {
  opened: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  /** What has to be typed; null asks for the button alone. */
  expected: string | null;
  /** The button's words, "Delete the delegation". */
  action: string;
  /** Red by default; a step that destroys nothing has the primary colour. */
  harmless?: boolean;
  busy?: boolean;
  problem?: ProblemDocument | null;
  /** What this breaks. */
  children: ReactNode;
}

/** Asks before something that cannot be undone; with a name to type when it breaks something. */
export function ConfirmByTyping(props: Props) {
  const { opened, onClose, onConfirm, title, expected, action, busy, problem, children } = props;
  const { harmless = false } = props;
  const [typed, setTyped] = useState("");

  useEffect(() => {
    if (opened) setTyped("");
  }, [opened]);

  const matches = expected === null || typed.trim().toLowerCase() === expected.toLowerCase();
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (matches && !busy) onConfirm();
        }}
      >
        <Stack>
          <div>{children}</div>
          {expected !== null && (
            <TextInput
              data-autofocus
              label={
                <>
                  Type <code>{expected}</code> to confirm
                </>
              }
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
          {problem && <Problem title="It was not done" problem={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              {...(harmless ? {} : { color: "red" })}
              disabled={!matches}
              loading={busy ?? false}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
