import { Button } from "@mantine/core";
import { IconChevronRight, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { asProblem } from "../api/problem";
import type { Delegation } from "../api/types";
import { useRefusals } from "../app/signedIn";
import { announce } from "../ui/announce";
import { CopyField } from "../ui/CopyField";
import { MayNot } from "../ui/MayNot";
import { Problem } from "../ui/Problem";
import { StatusBadge } from "../ui/StatusBadge";
import { sentence } from "../ui/sentence";
import { recordStatus } from "../ui/statuses";
import { Time } from "../ui/Times";
import { DelegationDetails } from "./DelegationDetails";
import classes from "./Delegations.module.css";
import { DeleteDelegation } from "./DeleteDelegation";
import { Dependents } from "./Dependents";
import { useCheck } from "./useDelegations";

/** One domain: its CNAME, what was seen of it, and what depends on it. */
export function DelegationItem({ delegation }: { delegation: Delegation }) {
  const [open, setOpen] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const { admin } = useRefusals();
  const check = useCheck(delegation.domain);
  const { domain, record } = delegation;
  const shown = recordStatus(record.status);
  const told =
    !open && record.detail !== null && record.status !== "ok" && delegation.checkedAt !== null;
  const look = () =>
    check.mutate(undefined, {
      onSuccess: (seen) => announce(`${domain}: ${recordStatus(seen.record.status).children}`),
    });
  return (
    <li className={classes.item} data-status={record.status}>
      <div className={classes.head}>
        <h2 className={`k-name ${classes.domain}`}>{domain}</h2>
        <StatusBadge {...shown} />
        {delegation.checkedAt && (
          <span className={classes.quiet}>
            Last look <Time at={delegation.checkedAt} />
          </span>
        )}
      </div>
      {told && <p className={classes.detail}>{sentence(record.detail ?? "")}</p>}
      <div className={classes.body}>
        <CopyField label={`CNAME of ${record.name}`} value={record.value} />
        <Dependents delegation={delegation} />
      </div>
      {check.isError && (
        <Problem title="The check could not be made" problem={asProblem(check.error)} />
      )}
      <div className={classes.actions}>
        <Button
          size="sm"
          variant="default"
          aria-expanded={open}
          className={classes.toggle ?? ""}
          leftSection={<IconChevronRight size={16} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          Record and queries<span className="k-hidden"> of {domain}</span>
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={check.isPending}
          onClick={look}
        >
          Check now<span className="k-hidden">: {domain}</span>
        </Button>
        <MayNot reason={admin}>
          {(disabled) => (
            <Button
              size="sm"
              variant="default"
              disabled={disabled}
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setDeleting(true)}
            >
              Delete<span className="k-hidden"> the delegation of {domain}</span>
            </Button>
          )}
        </MayNot>
      </div>
      {open && <DelegationDetails delegation={delegation} />}
      <DeleteDelegation
        delegation={delegation}
        opened={deleting}
        onClose={() => setDeleting(false)}
      />
    </li>
  );
}
