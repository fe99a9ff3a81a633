import { Anchor, Checkbox } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { AuthorityProbe } from "../api/types";
import type { AuthorityValues } from "./authorityValues";
import classes from "./settings.module.css";
import { type Terms, termsOf } from "./terms";

interface Props {
  form: UseFormReturnType<AuthorityValues>;
  probe: AuthorityProbe;
}

/** The terms to read, and the agreement that nobody else can give. */
export function TermsAgreement({ form, probe }: Props) {
  const terms = termsOf(probe.termsOfService);
  return (
    <div>
      <div className={classes.terms}>
        <Words terms={terms} />
      </div>
      <Checkbox
        label={
          terms.kind === "none"
            ? "Use this authority in my name"
            : "I agree to the terms of service"
        }
        {...form.getInputProps("agreed", { type: "checkbox" })}
      />
    </div>
  );
}

function Words({ terms }: { terms: Terms }) {
  switch (terms.kind) {
    case "none":
      return "This authority names no terms of service.";
    case "text":
      return (
        <>
          Please read the authority's terms of service:
          <blockquote className={classes.quote}>{terms.text}</blockquote>
        </>
      );
    case "page":
      return (
        <>
          Please read:{" "}
          <Anchor href={terms.address} target="_blank" rel="noopener noreferrer" underline="always">
            the authority's terms of service
          </Anchor>
          . Kalm agrees to them in your name when it opens the account.
        </>
      );
  }
}
