import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { keys } from "../api/queries";
import type { ApiToken } from "../api/types";
import { announce } from "../ui/announce";
import { ConfirmByTyping } from "../ui/ConfirmByTyping";
import { Time } from "../ui/Times";

interface Props {
  token: ApiToken | null;
  onClose: () => void;
}

export function RevokeTokenDialog({ token, onClose }: Props) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => api.delete(`/tokens/${id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.tokens });
      announce("Token revoked");
      onClose();
    },
  });
  return (
    <ConfirmByTyping
      opened={token !== null}
      onClose={() => {
        revoke.reset();
        onClose();
      }}
      onConfirm={() => token && revoke.mutate(token.id)}
      title={`Revoke ${token?.name}?`}
      expected={null}
      action="Revoke the token"
      busy={revoke.isPending}
      problem={revoke.isError ? asProblem(revoke.error) : null}
    >
      Whatever uses it is refused at once, for good.{" "}
      {token?.lastUsedAt ? (
        <>
          It was last used <Time at={token.lastUsedAt} />.
        </>
      ) : (
        "It was never used."
      )}
    </ConfirmByTyping>
  );
}
