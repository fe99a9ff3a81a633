import { Anchor, Checkbox } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { AuthorityProbe } from "../api/types";
import type { AuthorityValues } from "./authorityValues";
import classes from "./settings.module.css";

interface Props {
  form: UseFormReturnType<AuthorityValues>;
  probe: AuthorityProbe;
}

/** The terms to read, and the agreement that nobody else can give. */
export function TermsAgreement({ form, probe }: Props) {
  return (
    <div>
      <p className={classes.terms}>
        {isWeb(probe.termsOfService) ? (
          <>
            Please read:{" "}
            <Anchor
              href={probe.termsOfService}
              target="_blank"
              rel="noopener noreferrer"
              underline="always"
            >
              the authority's terms of service
            </Anchor>
            . Kalm agrees to them in your name when it opens the account.
          </>
        ) : (
          "This authority names no terms of service."
        )}
      </p>
      <Checkbox
        label={
          probe.termsOfService ? "I agree to the terms of service" : "Use this authority in my name"
        }
        {...form.getInputProps("agreed", { type: "checkbox" })}
      />
    </div>
  );
}

// An address from an authority is somebody else's text: javascript: would run here.
function isWeb(address: string | null): address is string {
  return address !== null && /^https?:\/\//.test(address);
}
