import { Button, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { AuthorityValues } from "./authorityValues";
import { KNOWN_AUTHORITIES } from "./knownAuthorities";

interface Props {
  form: UseFormReturnType<AuthorityValues>;
  exists: boolean;
  taken: string[];
  probing: boolean;
}

/** One of the authorities that everybody knows, or the address of another. */
export function AuthorityChoice({ form, exists, taken, probing }: Props) {
  const { values } = form;
  const choose = (known: string) => {
    form.setValues({
      known,
      name: known === "other" ? "" : known,
      agreed: false,
      keyId: "",
      hmacKey: "",
      asked: false,
    });
    form.clearErrors();
  };
  return (
    <Stack>
      {!exists && (
        <Radio.Group
          label="Authority"
          description="It checks that your names are yours, and signs your certificates."
          value={values.known}
          onChange={choose}
        >
          <Stack gap="xs" mt="xs">
            {KNOWN_AUTHORITIES.map((known) => (
              <Radio
                key={known.name}
                value={known.name}
                label={known.title}
                disabled={taken.includes(known.name)}
                description={taken.includes(known.name) ? "Is there already." : known.words}
              />
            ))}
            <Radio
              value="other"
              label="Another, by the address of its directory"
              description="Your company's own, for instance. It has to speak ACME (RFC 8555)."
            />
          </Stack>
        </Radio.Group>
      )}
      {values.known === "other" && (
        <>
          <TextInput
            label="Name"
            description="What it is called here."
            placeholder="internal"
            disabled={exists}
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps("name")}
          />
          <TextInput
            label="Directory"
            description="The address where its ACME service begins."
            placeholder="https://ca.example.com/acme/directory"
            type="url"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps("directory")}
            onChange={(event) =>
              form.setValues({ directory: event.currentTarget.value, asked: false })
            }
          />
          <Textarea
            label="Its own root certificates"
            description="PEM. Only when its web server's certificate is not publicly trusted; then these alone are trusted for it."
            placeholder="-----BEGIN CERTIFICATE-----"
            autosize
            minRows={2}
            maxRows={8}
            spellCheck={false}
            {...form.getInputProps("trust")}
            onChange={(event) => form.setValues({ trust: event.currentTarget.value, asked: false })}
          />
          {!values.asked && (
            <Button
              variant="default"
              loading={probing}
              onClick={() => {
                const { hasError } = form.validateField("directory");
                if (!hasError) form.setFieldValue("asked", true);
              }}
            >
              Ask it for its terms
            </Button>
          )}
        </>
      )}
    </Stack>
  );
}
