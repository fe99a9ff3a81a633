import { Anchor, Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { keys } from "../api/queries";
import type { Certificate, CertificatePreview, CreateCertificate } from "../api/types";
import { Page } from "../app/Page";
import { useRefusals } from "../app/signedIn";
import { announce } from "../ui/announce";
import { Card } from "../ui/Card";
import { MayNot } from "../ui/MayNot";
import { Problem } from "../ui/Problem";
import { AdvancedOptions, DEFAULT_OPTIONS, isOption } from "./AdvancedOptions";
import { AlreadyThere } from "./AlreadyThere";
import { NamesField } from "./NamesField";
import { Needed } from "./Needed";
import classes from "./NewCertificatePage.module.css";
import { splitNames, withNames } from "./names";
import { usePreview } from "./usePreview";

export function Component() {
  const [text, setText] = useState("");
  const [options, setOptions] = useState(DEFAULT_OPTIONS);
  const field = useRef<HTMLTextAreaElement>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const names = splitNames(text);
  const body: CreateCertificate = { names, ...options };
  const { preview, upToDate, error } = usePreview(body);
  const refusal = useRefusals().issue(names);

  const create = useMutation({
    mutationFn: () => api.post<Certificate>("/certificates", body),
    onSuccess: (made) => {
      client.setQueryData(keys.certificate(made.id), made);
      void client.invalidateQueries({ queryKey: ["certificates", "list"] });
      navigate(`/certificates/${made.id}`);
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const mistake = upToDate ? preview?.mistakes[0] : undefined;
    if (names.length > 0 && !mistake) {
      create.mutate();
      return;
    }
    announce(mistake?.detail ?? "Enter a name first.");
    field.current?.focus();
  };

  const add = (added: string[]) => {
    setText(withNames(text, added));
    announce(`Added ${added.join(", ")}`);
    field.current?.focus();
  };

  return (
    <Page
      title="New certificate"
      lead="Enter the names of your site. You see what your DNS needs before anything is created."
    >
      <form onSubmit={submit} className={classes.columns}>
        <div className={classes.form}>
          <Card>
            <NamesField
              ref={field}
              text={text}
              onChange={setText}
              preview={preview}
              upToDate={upToDate}
              onAdd={add}
            />
            <AdvancedOptions value={options} onChange={setOptions} preview={preview} />
          </Card>
          <Hindrances mistakes={preview?.mistakes ?? []} />
          <AlreadyThere existing={preview?.existing ?? []} />
          {create.isError && (
            <Problem problem={asProblem(create.error)} title="The certificate was not created" />
          )}
          <Group>
            <MayNot reason={refusal}>
              {(disabled) => (
                <Button
                  type="submit"
                  size="md"
                  disabled={disabled}
                  loading={create.isPending || create.isSuccess}
                >
                  Create the certificate
                </Button>
              )}
            </MayNot>
            <Anchor component={Link} to="/certificates">
              Cancel
            </Anchor>
          </Group>
          {refusal && <p className={classes.refusal}>{refusal}</p>}
        </div>
        <Needed preview={preview} error={error} />
      </form>
    </Page>
  );
}

/** What no field is to blame for, such as a cluster that has no domain yet. */
function Hindrances({ mistakes }: { mistakes: CertificatePreview["mistakes"] }) {
  return mistakes
    .filter(({ pointer }) => !pointer.startsWith("#/names") && !isOption(pointer))
    .map(({ detail }) => (
      <Problem
        key={detail}
        title="This certificate cannot be created yet"
        problem={{ detail, kind: "user-action" }}
      />
    ));
}
