import { Center, Loader } from "@mantine/core";

/** Before anything is known. */
export function Waiting() {
  return (
    <Center h="60vh" role="status" aria-label="Loading">
      <Loader />
    </Center>
  );
}
