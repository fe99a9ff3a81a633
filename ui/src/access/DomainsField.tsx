import { Textarea } from "@mantine/core";
import type { ComponentProps } from "react";

/** Domains, one a line. */
export function DomainsField(props: ComponentProps<typeof Textarea>) {
  return (
    <Textarea
      label="Domains"
      description="One a line. Each stands for itself and everything below it: myapp.com is *.myapp.com and shop.myapp.com too."
      placeholder="myapp.com"
      autosize
      minRows={2}
      maxRows={8}
      autoCapitalize="none"
      spellCheck={false}
      {...props}
    />
  );
}
