import { Anchor, Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Attention } from "../api/types";
import { Card } from "../ui/Card";
import { Linked } from "../ui/Linked";
import { StatusBadge } from "../ui/StatusBadge";
import { counted, sentence } from "../ui/sentence";
import classes from "./AttentionList.module.css";
import { severity, whereTo } from "./attention";

const AT_FIRST = 4;

interface Props {
  /** The worst first. */
  items: Attention[];
  /** How many there are, of which these are the worst. */
  total: number;
}

/** What to do next, the most pressing first. */
export function AttentionList({ items, total }: Props) {
  const [all, setAll] = useState(false);
  if (items.length === 0) return null;
  const shown = all ? items : items.slice(0, AT_FIRST);
  return (
    <Card
      title="What to do next"
      lead="The most pressing first. What has no advice passes by itself."
    >
      <ol className={classes.list}>
        {shown.map((item) => (
          <Item key={`${item.kind} ${item.target.type} ${item.target.id}`} item={item} />
        ))}
      </ol>
      {items.length > AT_FIRST && (
        <Button variant="default" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show ${items.length - AT_FIRST} more`}
        </Button>
      )}
      {total > items.length && (
        <p className={classes.more}>
          These are the worst {items.length} of {counted(total, "thing")}.{" "}
          <Anchor
            component={Link}
            to="/certificates?status=failing,expired"
            inherit
            underline="always"
          >
            All certificates that fail
          </Anchor>
        </p>
      )}
    </Card>
  );
}

function Item({ item }: { item: Attention }) {
  const { to, words } = whereTo(item);
  const shown = severity(item.severity);
  return (
    <li className={classes.item} data-tone={shown.tone}>
      <div className={classes.head}>
        <h3 className={classes.title}>{item.title}</h3>
        <StatusBadge {...shown} />
      </div>
      {item.detail && (
        <p className={classes.detail}>
          <Linked text={sentence(item.detail)} />
        </p>
      )}
      {item.advice && (
        <p className={classes.detail}>
          <strong>What to do: </strong>
          <Linked text={sentence(item.advice)} />
        </p>
      )}
      <Anchor component={Link} to={to} className={classes.link ?? ""}>
        {words}
        <span className="k-hidden">: {item.title}</span>
        <IconChevronRight size={16} aria-hidden />
      </Anchor>
    </li>
  );
}
