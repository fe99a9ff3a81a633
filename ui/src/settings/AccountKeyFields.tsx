import { Anchor, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { AuthorityValues } from "./authorityValues";
import { KNOWN_AUTHORITIES } from "./knownAuthorities";

interface Props {
  form: UseFormReturnType<AuthorityValues>;
  /** The key id that is stored already; empty: none. */
  kept: string;
}

/** An account that somebody has with the authority already (RFC 8555 section 7.3.4). */
export function AccountKeyFields({ form, kept }: Props) {
  const at = KNOWN_AUTHORITIES.find((one) => one.name === form.values.known)?.accountAt;
  return (
    <Stack gap="sm">
      <p>
        This authority issues only to accounts that were opened on its own site. There it gives you
        a key id and a key ("EAB credentials").{" "}
        {at && (
          <Anchor href={at} target="_blank" rel="noopener noreferrer" underline="always">
            Get them there
          </Anchor>
        )}
      </p>
      <TextInput
        label="Key id"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps("keyId")}
      />
      <PasswordInput
        label="Key"
        description={
          kept
            ? "One is stored; leave this empty to keep it."
            : "The HMAC key, as the authority shows it. It is stored encrypted and shown to nobody."
        }
        autoComplete="off"
        {...form.getInputProps("hmacKey")}
      />
    </Stack>
  );
}
