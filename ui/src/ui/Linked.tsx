import { Anchor } from "@mantine/core";
import { Fragment } from "react";
import { splitLinks } from "./links";

/** Text of others in which https addresses can be followed. */
export function Linked({ text }: { text: string }) {
  return splitLinks(text).map((part) =>
    part.link ? (
      <Anchor
        key={part.at}
        href={part.text}
        target="_blank"
        rel="noopener noreferrer"
        inherit
        underline="always"
      >
        {part.text}
      </Anchor>
    ) : (
      <Fragment key={part.at}>{part.text}</Fragment>
    ),
  );
}
