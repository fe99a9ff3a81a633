import { absolute, day, relative } from "./time";
import { useNow } from "./useNow";

interface Props {
  at: string | null | undefined;
  /** `relative` "in 3 days" · `absolute` with seconds · `day` the date alone. */
  as?: "relative" | "absolute" | "day";
  /** In place of a time that is null. */
  none?: string;
}

/** A moment, with the other form when pointed at. */
export function Time({ at, as = "relative", none = "never" }: Props) {
  const now = useNow();
  if (!at) return <span>{none}</span>;
  const words = as === "relative" ? relative(at, now) : as === "day" ? day(at) : absolute(at);
  const title = as === "relative" ? absolute(at) : relative(at, now);
  return (
    <time dateTime={at} title={title}>
      {words}
    </time>
  );
}
