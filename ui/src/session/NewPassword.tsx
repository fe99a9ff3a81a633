import { PasswordInput } from "@mantine/core";
import type { ComponentProps } from "react";

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;

/** Null when a password can be taken, else why not. */
export function passwordMistake(password: string): string | null {
  if (password.length < SHORTEST_PASSWORD) {
    return `At least ${SHORTEST_PASSWORD} characters: ${SHORTEST_PASSWORD - password.length} more.`;
  }
  return password.length > LONGEST_PASSWORD ? `At most ${LONGEST_PASSWORD} characters.` : null;
}

/** For a password that is being chosen. */
export function NewPassword(props: ComponentProps<typeof PasswordInput>) {
  return (
    <PasswordInput
      description={`At least ${SHORTEST_PASSWORD} characters. A few words in a row are easy to remember and hard to guess.`}
      autoComplete="new-password"
      {...props}
    />
  );
}
