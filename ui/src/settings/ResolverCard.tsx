import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Settings } from "../api/types";
import { announce } from "../ui/announce";
import { Card } from "../ui/Card";
import { FormProblem } from "../ui/FormProblem";
import { formMistakes } from "../ui/formMistakes";
import { MayNot } from "../ui/MayNot";
import { addressesOf } from "./clusterValues";
import classes from "./settings.module.css";
import { fixedBy } from "./source";
import { useTakeSettings } from "./useTakeSettings";

interface Props {
  resolver: Settings["resolver"];
  refusal: string | null;
}

export function ResolverCard({ resolver, refusal }: Props) {
  const [editing, setEditing] = useState(false);
  const fixed = fixedBy(resolver.source, "resolver.servers");
  return (
    <Card
      title="Resolver"
      lead="Whom Kalm asks when it looks at DNS from outside."
      actions={
        !editing && (
          <MayNot reason={refusal ?? fixed}>
            {(disabled) => (
              <Button variant="default" disabled={disabled} onClick={() => setEditing(true)}>
                Change<span className="k-hidden"> resolver</span>
              </Button>
            )}
          </MayNot>
        )
      }
    >
      {editing ? (
        <ResolverForm servers={resolver.servers} onDone={() => setEditing(false)} />
      ) : (
        <p className={resolver.servers.length > 0 ? "k-name" : classes.quiet}>
          {resolver.servers.length > 0
            ? resolver.servers.join(", ")
            : "The system's own, which is right for most servers."}
        </p>
      )}
      {fixed && <p className={classes.source}>{fixed}</p>}
    </Card>
  );
}

function ResolverForm({ servers, onDone }: { servers: string[]; onDone: () => void }) {
  const [text, setText] = useState(servers.join("\n"));
  const take = useTakeSettings();
  const save = useMutation({
    mutationFn: () => api.put<Settings>("/settings/resolver", { servers: addressesOf(text) }),
    onSuccess: (settings) => {
      take(settings);
      announce("Resolver saved");
      onDone();
    },
  });
  const mistake = save.isError ? formMistakes(asProblem(save.error)).servers : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <Textarea
          label="Servers"
          description="Addresses of recursive resolvers, one a line, each with a port if it is not 53: 192.0.2.53:5353. Leave it empty to use the system's own."
          autosize
          minRows={2}
          autoFocus
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={mistake}
        />
        {save.isError && (
          <FormProblem problem={asProblem(save.error)} title="Not saved" fields={["servers"]} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
