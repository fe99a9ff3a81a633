import { Button, Textarea } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconPlus } from "@tabler/icons-react";
import type { Ref } from "react";
import type { CertificatePreview } from "../api/types";
import classes from "./NamesField.module.css";
import { afterName, isWildcard, splitNames } from "./names";

/** So many wrong names are explained at a time. */
const EXPLAINED = 8;

interface Props {
  ref: Ref<HTMLTextAreaElement>;
  text: string;
  onChange: (text: string) => void;
  preview: CertificatePreview | null;
  upToDate: boolean;
  onAdd: (names: string[]) => void;
}

/** Where the names are typed; says of each that is none why it is none. */
export function NamesField({ ref, text, onChange, preview, upToDate, onAdd }: Props) {
  const names = splitNames(text);
  const bad = (preview?.names ?? []).filter(
    ({ typed, error }) => error !== null && names.includes(typed),
  );
  return (
    <div className={classes.field}>
      <Textarea
        ref={ref}
        label="Names"
        description="One a line, or separated by commas or spaces. *.myapp.com stands for every name one level below myapp.com."
        placeholder={"*.myapp.com\nmyapp.com"}
        autosize
        minRows={3}
        maxRows={14}
        size="md"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={bad.length > 0}
        aria-describedby="names-said"
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        classNames={{ input: classes.input ?? "" }}
        data-autofocus
      />
      <div id="names-said" role="status" className={classes.said}>
        {names.length > 0 && upToDate && preview && <Said bad={bad} preview={preview} />}
      </div>
      <Suggestions preview={preview} onAdd={onAdd} typed={names} />
    </div>
  );
}

function Said({ bad, preview }: { bad: CertificatePreview["names"]; preview: CertificatePreview }) {
  const good = preview.names.length - bad.length;
  // What is wrong with one name is said beside it; the rest, such as too many names, stands here.
  const told = new Set(bad.map(({ error }) => error));
  const others = preview.mistakes.filter(
    ({ pointer, detail }) => pointer.startsWith("#/names") && !told.has(detail),
  );
  return (
    <>
      {bad.length > 0 && (
        <ul className={classes.bad}>
          {bad.slice(0, EXPLAINED).map(({ typed, error }) => (
            <li key={typed}>
              <IconCircleX size={18} aria-hidden />
              <span>
                <strong className="k-name">{typed}</strong>
                {afterName(error ?? "", typed)}
              </span>
            </li>
          ))}
          {bad.length > EXPLAINED && <li>and {bad.length - EXPLAINED} more that cannot be used</li>}
        </ul>
      )}
      {others.map(({ detail }) => (
        <p key={detail} className={classes.mistake}>
          {detail}
        </p>
      ))}
      {good > 0 && (
        <p className={classes.good}>
          <IconCircleCheck size={18} aria-hidden />
          {good === 1 ? "1 name is fine" : `${good} names are fine`}
        </p>
      )}
    </>
  );
}

function Suggestions({
  preview,
  onAdd,
  typed,
}: {
  preview: CertificatePreview | null;
  onAdd: (names: string[]) => void;
  typed: string[];
}) {
  const wanted = (preview?.suggestions ?? []).filter(({ name }) => !typed.includes(name));
  const [first] = wanted;
  if (!first || !typed.some(isWildcard)) return null;
  const all = wanted.map(({ name }) => name);
  return (
    <div className={classes.suggestion}>
      <p>
        <span className="k-name">{first.for}</span> is not good for{" "}
        <strong className="k-name">{first.name}</strong> itself
        {all.length > 1 && `; ${all.length - 1} more wildcards are alike`}.
      </p>
      <Button
        variant="light"
        leftSection={<IconPlus size={18} />}
        onClick={() => onAdd(all)}
        classNames={{ label: classes.label ?? "" }}
        h="auto"
        py={8}
      >
        {all.length === 1 ? `Add ${first.name} too` : `Add the ${all.length} domains too`}
      </Button>
    </div>
  );
}
