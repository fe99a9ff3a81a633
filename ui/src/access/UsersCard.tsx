import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { keys } from "../api/queries";
import type { Page, User } from "../api/types";
import { useSignedIn } from "../app/signedIn";
import { Card } from "../ui/Card";
import { ErrorState } from "../ui/ErrorState";
import { Loading } from "../ui/Loading";
import { NamesList } from "../ui/NamesList";
import { Paging } from "../ui/Paging";
import { type Column, ResponsiveTable } from "../ui/ResponsiveTable";
import { StatusBadge } from "../ui/StatusBadge";
import { Time } from "../ui/Times";
import { useCursorPaging } from "../ui/useCursorPaging";
import classes from "./access.module.css";
import { type UserDialog, UserDialogs } from "./UserDialogs";
import { UserMenu } from "./UserMenu";
import { roleTitle } from "./words";

const LIMIT = 100;

export function UsersCard() {
  const { user: self } = useSignedIn();
  const [dialog, setDialog] = useState<UserDialog | null>(null);
  const paging = useCursorPaging(LIMIT);
  const users = useQuery({
    queryKey: [...keys.users, paging.cursor],
    queryFn: ({ signal }) =>
      api.get<Page<User>>("/users", { limit: LIMIT, cursor: paging.cursor }, signal),
    placeholderData: keepPreviousData,
  });

  const columns: Column<User>[] = [
    { header: "User", cell: (user) => <Who user={user} isSelf={user.id === self.id} /> },
    {
      header: "Role",
      cell: (user) => (
        <div>
          {roleTitle(user.role)}
          {user.domains.length > 0 && <NamesList names={user.domains} />}
        </div>
      ),
    },
    {
      header: "Last sign-in",
      tight: true,
      cell: (user) => <Time at={user.lastSignInAt} />,
    },
    {
      header: "Actions",
      actions: true,
      cell: (user) => (
        <UserMenu
          user={user}
          isSelf={user.id === self.id}
          onChoose={(kind) => setDialog({ kind, user })}
        />
      ),
    },
  ];

  return (
    <Card
      title="Users"
      lead="People who sign in."
      actions={
        <Button
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setDialog({ kind: "create" })}
        >
          Add a user
        </Button>
      }
    >
      {users.isPending ? (
        <Loading what="users" rows={3} />
      ) : users.isError ? (
        <ErrorState
          problem={asProblem(users.error)}
          title="The users cannot be shown"
          onRetry={() => void users.refetch()}
          retrying={users.isFetching}
        />
      ) : (
        <>
          <ResponsiveTable
            label="Users"
            columns={columns}
            rows={users.data.items}
            rowKey={(user) => user.id}
            quiet={(user) => user.disabled}
          />
          <Paging
            paging={paging}
            next={users.data.next}
            shown={users.data.items.length}
            what="users"
            busy={users.isFetching}
          />
        </>
      )}
      <UserDialogs dialog={dialog} onClose={() => setDialog(null)} />
    </Card>
  );
}

function Who({ user, isSelf }: { user: User; isSelf: boolean }) {
  return (
    <div>
      <div className={classes.name}>
        <strong>{user.displayName || user.username}</strong>
        {isSelf && <span className={classes.quiet}>that is you</span>}
        {user.disabled && <StatusBadge tone="idle">Disabled</StatusBadge>}
      </div>
      <div className={classes.quiet}>
        {user.username}
        {user.source === "oidc" && " · signs in at the provider"}
      </div>
    </div>
  );
}
