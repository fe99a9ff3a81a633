import { Button, Modal, Stack } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Certificate, RenewResult } from "../api/types";
import { Problem } from "../ui/Problem";
import classes from "./BulkRenew.module.css";
import { namesInShort } from "./names";
import { SELECTION_LIMIT, type Selection } from "./useSelection";

/** Renews what is selected. It has its room before anything is, so that the list stays in its place. */
export function BulkRenew({ selection }: { selection: Selection }) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Map<string, Certificate>>(new Map());
  const count = selection.chosen.size;
  const renew = useMutation({
    mutationFn: (chosen: Map<string, Certificate>) =>
      api.post<RenewResult>("/certificates/renew", { ids: [...chosen.keys()] }),
    onMutate: setAsked,
    onSuccess: () => {
      selection.clear();
      void client.invalidateQueries({ queryKey: ["certificates"] });
    },
  });
  const refused = renew.data?.refused ?? [];
  return (
    <>
      <div className={classes.bar} data-chosen={count > 0 || undefined}>
        <span role="status">{wordsOf(count, renew.data)}</span>
        {count > 0 && (
          <>
            <Button
              size="sm"
              leftSection={<IconRefresh size={18} />}
              loading={renew.isPending}
              onClick={() => renew.mutate(selection.chosen)}
            >
              Renew now
            </Button>
            <Button size="sm" variant="subtle" onClick={selection.clear}>
              Clear
            </Button>
          </>
        )}
      </div>
      {renew.isError && <Problem problem={asProblem(renew.error)} title="Nothing was renewed" />}
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

function wordsOf(count: number, result: RenewResult | undefined): string {
  if (count === 0)
    return result ? started(result.renewed.length) : "Select some to renew them at once.";
  const most = count === SELECTION_LIMIT ? ", the most that can be renewed at once" : "";
  return `${count.toLocaleString("en")} selected${most}`;
}

function started(count: number): string {
  if (count === 0) return "No renewal has begun.";
  return count === 1
    ? "1 renewal has begun."
    : `${count.toLocaleString("en")} renewals have begun.`;
}
