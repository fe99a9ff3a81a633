import { Badge, Button, Modal } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import type { AuthoritySetting, Settings } from "../api/types";
import { announce } from "../ui/announce";
import { Card } from "../ui/Card";
import { ConfirmByTyping } from "../ui/ConfirmByTyping";
import { Empty } from "../ui/Empty";
import { MayNot } from "../ui/MayNot";
import { type Column, ResponsiveTable } from "../ui/ResponsiveTable";
import { StatusBadge } from "../ui/StatusBadge";
import { AuthorityForm } from "./AuthorityForm";
import { mayBeDefault, NEW_AUTHORITY, takenNames, valuesOf } from "./authorityValues";
import { authorityTitle, KNOWN_AUTHORITIES } from "./knownAuthorities";
import classes from "./settings.module.css";
import { fixedBy } from "./source";
import { useTakeSettings } from "./useTakeSettings";

interface Props {
  settings: Settings;
  refusal: string | null;
}

export function AuthoritiesCard({ settings, refusal }: Props) {
  const { authorities } = settings;
  const [edited, setEdited] = useState<AuthoritySetting | "new" | null>(null);
  const [removed, setRemoved] = useState<AuthoritySetting | null>(null);

  const columns: Column<AuthoritySetting>[] = [
    { header: "Authority", cell: (one) => <Name authority={one} /> },
    {
      header: "Certificates",
      tight: true,
      cell: (one) => one.certificates.toLocaleString("en"),
    },
    {
      header: "Actions",
      actions: true,
      cell: (one) => (
        <>
          <MayNot reason={refusal ?? fixedBy(one.source, "authorities")}>
            {(disabled) => (
              <Button
                size="xs"
                variant="default"
                disabled={disabled}
                onClick={() => setEdited(one)}
              >
                Change<span className="k-hidden"> {one.name}</span>
              </Button>
            )}
          </MayNot>
          <MayNot reason={refusal ?? fixedBy(one.source, "authorities") ?? usedBy(one)}>
            {(disabled) => (
              <Button
                size="xs"
                variant="default"
                disabled={disabled}
                onClick={() => setRemoved(one)}
              >
                Remove<span className="k-hidden"> {one.name}</span>
              </Button>
            )}
          </MayNot>
        </>
      ),
    },
  ];

  return (
    <Card
      title="Authorities"
      lead="Who issues the certificates."
      actions={
        <MayNot reason={refusal}>
          {(disabled) => (
            <Button
              leftSection={<IconPlus size={18} aria-hidden />}
              disabled={disabled}
              onClick={() => setEdited("new")}
            >
              Add an authority
            </Button>
          )}
        </MayNot>
      }
    >
      {authorities.length === 0 ? (
        <Empty title="There is no authority yet">
          Nothing can be issued until there is one: add one and agree to its terms.
        </Empty>
      ) : (
        <ResponsiveTable
          label="Authorities"
          columns={columns}
          rows={authorities}
          rowKey={(one) => one.name}
        />
      )}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === "new" ? "Add an authority" : `Change ${edited?.name}`}
        size="lg"
      >
        {edited && (
          <AuthorityForm
            initial={edited === "new" ? startingWith(settings) : valuesOf(edited)}
            exists={edited !== "new"}
            asksDefault={mayBeDefault(settings)}
            taken={takenNames(settings)}
            action="Save"
            onDone={() => {
              setEdited(null);
              announce("Authority saved");
            }}
            onCancel={() => setEdited(null)}
          />
        )}
      </Modal>
      <Removal authority={removed} onClose={() => setRemoved(null)} />
    </Card>
  );
}

function Name({ authority }: { authority: AuthoritySetting }) {
  const title = authorityTitle(authority);
  return (
    <div>
      <div className={classes.name}>
        <strong>{title}</strong>
        {title !== authority.name && <span className="k-name">{authority.name}</span>}
        {authority.default && <Badge variant="light">default</Badge>}
        {!authority.termsOfServiceAgreed && !authority.trust && (
          <StatusBadge tone="warn">Terms not agreed to</StatusBadge>
        )}
        {authority.trust && (
          <Badge variant="light" color="gray">
            own root
          </Badge>
        )}
        {authority.source !== "database" && (
          <Badge variant="light" color="gray">
            {authority.source === "file" ? "from kalm.yaml" : "built in"}
          </Badge>
        )}
      </div>
      <div className={`k-name ${classes.quiet}`}>{authority.directory}</div>
      {authority.email && <div className={classes.quiet}>{authority.email}</div>}
    </div>
  );
}

function usedBy(authority: AuthoritySetting): string | null {
  if (authority.source === "built-in") return "It comes with Kalm, and nothing of it is set.";
  const { certificates } = authority;
  if (certificates === 0) return null;
  const those = certificates === 1 ? "A certificate uses" : `${certificates} certificates use`;
  return `${those} it: delete them first, or ask for them from another authority.`;
}

/** The first known one that is not there yet. */
function startingWith(settings: Settings) {
  const taken = takenNames(settings);
  const known = KNOWN_AUTHORITIES.find((one) => !taken.includes(one.name));
  const isFirst = taken.length === 0;
  return {
    ...NEW_AUTHORITY,
    known: known?.name ?? "other",
    name: known?.name ?? "",
    default: isFirst,
  };
}

function Removal(props: { authority: AuthoritySetting | null; onClose: () => void }) {
  const { authority, onClose } = props;
  const take = useTakeSettings();
  const remove = useMutation({
    mutationFn: (name: string) =>
      api.delete<Settings>(`/settings/authorities/${encodeURIComponent(name)}`),
    onSuccess: (settings) => {
      take(settings);
      announce("Authority removed");
      onClose();
    },
  });
  return (
    <ConfirmByTyping
      opened={authority !== null}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      onConfirm={() => authority && remove.mutate(authority.name)}
      title={`Remove ${authority?.name}?`}
      expected={null}
      action="Remove the authority"
      busy={remove.isPending}
      problem={remove.isError ? asProblem(remove.error) : null}
    >
      No certificate uses it. Your account there stays known, for the day that it is added again.
    </ConfirmByTyping>
  );
}
