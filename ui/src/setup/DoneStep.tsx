import { Anchor, Button, Group, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Settings } from "../api/types";
import { Step } from "./Step";
import classes from "./setup.module.css";

export function DoneStep({ settings }: { settings: Settings }) {
  const { domain } = settings.cluster;
  return (
    <Step
      title="Kalm is ready"
      why={
        <p>
          {domain
            ? `Ordinary names and wildcards can be issued; the zone for wildcards goes below ${domain}.`
            : "Ordinary names can be issued. For wildcards, enter the domain and addresses in the settings."}
        </p>
      }
    >
      <Stack>
        <ol className={classes.next}>
          <li>
            Ask for the first certificate: you enter the names, and are shown each DNS record that
            is needed, before anything is created.
          </li>
          {domain && (
            <li>
              With the first wildcard, two records go into {domain} so that the world finds Kalm's
              zone. They are shown under{" "}
              <Anchor component={Link} to="/dns" underline="always">
                Validation DNS
              </Anchor>
              , with what is seen of them from outside.
            </li>
          )}
          <li>
            Let others in, and programs:{" "}
            <Anchor component={Link} to="/access" underline="always">
              Access
            </Anchor>
            .
          </li>
        </ol>
        <Group>
          <Button
            component={Link}
            to="/certificates/new"
            leftSection={<IconPlus size={18} aria-hidden />}
          >
            New certificate
          </Button>
          <Button component={Link} to="/" variant="default">
            Go to the dashboard
          </Button>
        </Group>
      </Stack>
    </Step>
  );
}
