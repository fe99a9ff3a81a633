import { Skeleton, Stack } from "@mantine/core";

interface Props {
  /** How many lines the list will have, about. */
  rows?: number;
  height?: number;
  /** What is being fetched, "certificates". */
  what?: string;
}

/** Stands where a list will be, so that the page does not jump. */
export function Loading({ rows = 5, height = 44, what = "" }: Props) {
  return (
    <Stack gap="xs" role="status" aria-label={`Loading ${what}`.trim()}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey bars have nothing else
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}
