import { Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { keys } from "../api/queries";
import type { User } from "../api/types";
import { announce } from "../ui/announce";
import { ConfirmByTyping } from "../ui/ConfirmByTyping";
import { SetPasswordForm } from "./SetPasswordForm";
import { UserForm } from "./UserForm";

export type UserDialog = { kind: "create" } | { kind: "edit" | "password" | "delete"; user: User };

interface Props {
  dialog: UserDialog | null;
  onClose: () => void;
}

/** What is asked about a user; one dialog at a time. */
export function UserDialogs({ dialog, onClose }: Props) {
  const client = useQueryClient();
  const user = dialog && dialog.kind !== "create" ? dialog.user : null;
  const remove = useMutation({
    mutationFn: (id: string) => api.delete(`/users/${id}`),
    onSuccess: () => done("User deleted"),
  });
  const done = (words: string) => {
    void client.invalidateQueries({ queryKey: keys.users });
    // Somebody may have changed themselves.
    void client.invalidateQueries({ queryKey: keys.session });
    announce(words);
    onClose();
  };

  return (
    <>
      <Modal
        opened={dialog?.kind === "create" || dialog?.kind === "edit"}
        onClose={onClose}
        title={user ? `Change ${user.username}` : "Add a user"}
        size="lg"
      >
        <UserForm user={user} onDone={done} onCancel={onClose} />
      </Modal>
      <Modal
        opened={dialog?.kind === "password"}
        onClose={onClose}
        title={`A new password for ${user?.username}`}
      >
        {user && <SetPasswordForm user={user} onDone={done} onCancel={onClose} />}
      </Modal>
      <ConfirmByTyping
        opened={dialog?.kind === "delete"}
        onClose={() => {
          remove.reset();
          onClose();
        }}
        onConfirm={() => user && remove.mutate(user.id)}
        title={`Delete ${user?.username}?`}
        expected={user?.username ?? null}
        action="Delete the user"
        busy={remove.isPending}
        problem={remove.isError ? asProblem(remove.error) : null}
      >
        They are signed out everywhere at once. Certificates and tokens that they made stay. To keep
        them out for a while only, disable them instead.
      </ConfirmByTyping>
    </>
  );
}
