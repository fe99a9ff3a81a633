import { Button, Container, Group } from "@mantine/core";
import { IconReload } from "@tabler/icons-react";
import { asProblem } from "../api/problem";
import { Problem } from "../ui/Problem";

/** A page that threw, or whose script could not be fetched because the server has a newer one. */
export function FailedPage({ error }: { error: unknown }) {
  const text = error instanceof Error ? error.message : String(error);
  const outdated = /dynamically imported module|Importing a module script|Loading chunk/i.test(
    text,
  );
  const problem = outdated
    ? {
        title: "This page has to be loaded again",
        detail: "The server was updated, or could not be reached, since you opened it.",
      }
    : asProblem(error);
  return (
    <Container size="sm" py="xl" role="main">
      <Problem problem={problem} />
      <Group mt="md">
        <Button leftSection={<IconReload size={18} />} onClick={() => window.location.reload()}>
          Reload
        </Button>
      </Group>
    </Container>
  );
}
