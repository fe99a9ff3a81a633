import { Button, Modal, Stack } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Certificate, RenewResult } from "../api/types";
import { announce } from "../ui/announce";
import { Problem } from "../ui/Problem";
import classes from "./BulkRenew.module.css";
import { namesInShort } from "./names";
import { SELECTION_LIMIT, type Selection } from "./useSelection";

/** Renews what is selected. Stands there only when something is. */
export function BulkRenew({ selection }: { selection: Selection }) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Map<string, Certificate>>(new Map());
  const count = selection.chosen.size;
  const renew = useMutation({
    mutationFn: (chosen: Map<string, Certificate>) =>
      api.post<RenewResult>("/certificates/renew", { ids: [...chosen.keys()] }),
    onMutate: setAsked,
    onSuccess: ({ renewed }) => {
      selection.clear();
      announce(started(renewed.length));
      void client.invalidateQueries({ queryKey: ["certificates"] });
    },
  });
  const refused = renew.data?.refused ?? [];
  return (
    <>
      {count > 0 && (
        <div className={classes.bar} role="status">
          <span>
            {count.toLocaleString("en")} selected
            {count === SELECTION_LIMIT && ", which is the most that can be renewed at once"}
          </span>
          <Button
            size="sm"
            leftSection={<IconRefresh size={18} />}
            loading={renew.isPending}
            onClick={() => renew.mutate(selection.chosen)}
          >
            Renew now
          </Button>
          <Button size="sm" variant="subtle" onClick={selection.clear}>
            Clear the selection
          </Button>
        </div>
      )}
      {renew.isError && <Problem problem={asProblem(renew.error)} title="Nothing was renewed" />}
      {renew.isSuccess && refused.length === 0 && (
        <p className={classes.done} role="status">
          {started(renew.data.renewed.length)}
        </p>
      )}
      <Modal
        opened={refused.length > 0}
        onClose={renew.reset}
        title={
          refused.length === 1 ? "One is not renewed now" : `${refused.length} are not renewed now`
        }
        size="lg"
      >
        <Stack>
          <p className={classes.done}>{started(renew.data?.renewed.length ?? 0)}</p>
          {refused.map(({ id, problem }) => (
            <div key={id}>
              <p className={`k-name ${classes.name}`}>
                {namesInShort(asked.get(id)?.names ?? [id])}
              </p>
              <Problem problem={problem} announced={false} />
            </div>
          ))}
        </Stack>
      </Modal>
    </>
  );
}

function started(count: number): string {
  if (count === 0) return "No renewal has begun.";
  return count === 1
    ? "1 renewal has begun."
    : `${count.toLocaleString("en")} renewals have begun.`;
}
