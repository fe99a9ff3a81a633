import { Anchor, Button } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconTable } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { Card } from "../ui/Card";
import { useNow } from "../ui/useNow";
import classes from "./ExpiryCard.module.css";
import { ExpiryChart } from "./ExpiryChart";
import { ExpiryTable } from "./ExpiryTable";
import { type Expiry, layOut } from "./timeLine";

const HEIGHT = 120;
const NARROW = 600;
const BY_END = "/certificates?sort=not-after&order=asc";

/** When certificates end, over the next 90 days. */
export function ExpiryCard({ expiries }: { expiries: Expiry[] }) {
  const [table, setTable] = useState(false);
  const { ref, width } = useElementSize();
  const today = new Date(useNow()).toISOString().slice(0, 10);
  const line = useMemo(() => {
    const daysPerBar = width < NARROW ? 7 : 1;
    return layOut(expiries, today, { width: Math.max(width, 1), height: HEIGHT, daysPerBar });
  }, [expiries, today, width]);
  return (
    <Card
      title="When certificates end"
      lead="The next 90 days. Kalm renews each long before its end; one that is failing ends here unless something changes."
      actions={
        expiries.length > 0 && (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconTable size={16} />}
            aria-expanded={table}
            onClick={() => setTable(!table)}
          >
            {table ? "Hide the table" : "Show as a table"}
          </Button>
        )
      }
    >
      {expiries.length === 0 ? (
        <p className={classes.none}>No certificate ends in the next 90 days.</p>
      ) : (
        <>
          <div ref={ref} className={classes.room}>
            {width > 0 && <ExpiryChart line={line} height={HEIGHT} width={width} />}
          </div>
          <Anchor component={Link} to={BY_END} className={classes.link ?? ""}>
            Which ones end next
          </Anchor>
          {table && <ExpiryTable expiries={expiries} />}
        </>
      )}
    </Card>
  );
}
