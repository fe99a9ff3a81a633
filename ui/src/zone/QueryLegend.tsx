import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./QueryLog.module.css";
import { RCODES, TYPES } from "./queryWords";

/** What the log's words mean, for those who have not read RFC 1035. */
export function QueryLegend() {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.legend}>
      <UnstyledButton
        className={classes.legendButton ?? ""}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={16} aria-hidden />
        What the words mean
      </UnstyledButton>
      {open && (
        <div className={classes.words}>
          <Words title="Types of record" words={TYPES} />
          <Words title="Codes of an answer" words={RCODES} />
          <p className={classes.note}>
            Letters in mixed case, <code>_aCme-chaLLenge</code>, are no mistake: resolvers do that
            to recognise forged answers. On UDP anybody can write any address into “From”. Each node
            keeps a log of its own: this is the one of the node that you are connected to.
          </p>
        </div>
      )}
    </div>
  );
}

function Words({ title, words }: { title: string; words: Record<string, string> }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {Object.entries(words).map(([word, meaning]) => (
          <div key={word}>
            <dt>
              <code>{word}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
