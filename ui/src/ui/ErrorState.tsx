import { Button } from "@mantine/core";
import { IconReload } from "@tabler/icons-react";
import type { ProblemDocument } from "../api/types";
import { Problem } from "./Problem";

interface Props {
  problem: ProblemDocument;
  title?: string;
  onRetry?: () => void;
  retrying?: boolean;
}

/** In place of what could not be fetched. */
export function ErrorState({ problem, title, onRetry, retrying = false }: Props) {
  // Asking again changes neither a right nor what is not there.
  const isLasting = problem.status === 403 || problem.status === 404;
  return (
    <Problem problem={problem} {...(title ? { title } : {})}>
      {onRetry && !isLasting && (
        <Button
          mt="xs"
          size="xs"
          variant="default"
          leftSection={<IconReload size={16} />}
          onClick={onRetry}
          loading={retrying}
        >
          Try again
        </Button>
      )}
    </Problem>
  );
}
