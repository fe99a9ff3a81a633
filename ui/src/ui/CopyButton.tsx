import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { announce } from "./announce";
import { copyText } from "./copyText";

interface Props {
  value: string;
  /** What is copied, "the host". */
  what: string;
}

export function CopyButton({ value, what }: Props) {
  const [copied, setCopied] = useState<boolean | null>(null);

  useEffect(() => {
    if (copied === null) return;
    const timer = window.setTimeout(() => setCopied(null), 2000);
    return () => window.clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    const done = await copyText(value);
    setCopied(done);
    announce(done ? `Copied ${what}` : `Could not copy ${what}: select it and copy it by hand`);
  };

  const label = copied
    ? "Copied"
    : copied === false
      ? "Select it and copy by hand"
      : `Copy ${what}`;
  return (
    <Tooltip label={label} opened={copied === null ? undefined : true}>
      <ActionIcon
        variant="subtle"
        color={copied ? "green" : "gray"}
        size={36}
        aria-label={`Copy ${what}`}
        onClick={() => void copy()}
      >
        {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
