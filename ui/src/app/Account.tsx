import { Menu, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconKey, IconLogout, IconSelector, IconUserCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { api, sendCsrfToken } from "../api/client";
import { asProblem, summary } from "../api/problem";
import { keys } from "../api/queries";
import { hasPassword } from "../session/hasPassword";
import { ColorSchemeSwitch } from "./ColorSchemeSwitch";
import classes from "./Shell.module.css";
import { useSignedIn } from "./signedIn";

/** Who is signed in, and what concerns them alone. */
export function Account() {
  const { user, session } = useSignedIn();
  const client = useQueryClient();
  const navigate = useNavigate();

  const signOut = async () => {
    try {
      await api.delete("/session");
    } catch (error) {
      // Who believes to be signed out must be.
      notifications.show({
        color: "red",
        title: "Not signed out",
        message: summary(asProblem(error)),
      });
      return;
    }
    sendCsrfToken(null);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
    await client.invalidateQueries({ queryKey: keys.session });
    navigate("/sign-in");
  };

  return (
    <div className={classes.account}>
      <Menu position="top-start" width={220} shadow="md">
        <Menu.Target>
          <UnstyledButton className={classes.who}>
            <IconUserCircle size={26} stroke={1.5} aria-hidden />
            <span className={classes.whoWords}>
              <span className={classes.whoName}>{user.displayName || user.username}</span>
              <span className={classes.whoRole}>{user.role}</span>
            </span>
            <IconSelector size={16} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {hasPassword(user) && (
            <Menu.Item component={Link} to="/access#password" leftSection={<IconKey size={16} />}>
              Change password
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <div className={classes.foot}>
        <ColorSchemeSwitch />
        <span className={classes.version}>{session.version}</span>
      </div>
    </div>
  );
}
