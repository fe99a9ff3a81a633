import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconKey, IconTrash } from "@tabler/icons-react";
import type { User } from "../api/types";

interface Props {
  user: User;
  isSelf: boolean;
  onChoose: (kind: "edit" | "password" | "delete") => void;
}

export function UserMenu({ user, isSelf, onChoose }: Props) {
  return (
    <>
      <Button size="xs" variant="default" onClick={() => onChoose("edit")}>
        Change<span className="k-hidden"> {user.username}</span>
      </Button>
      {!isSelf && (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={`More for ${user.username}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {user.source === "local" && (
              <Menu.Item leftSection={<IconKey size={16} />} onClick={() => onChoose("password")}>
                Set a new password
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => onChoose("delete")}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
