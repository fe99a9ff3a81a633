import { type KeyboardEvent, type PointerEvent, useState } from "react";
import classes from "./ExpiryCard.module.css";
import { barWords, shortDay } from "./expiryWords";
import { type Bar, barAt, nextBar, type TimeLine } from "./timeLine";

const MARK = 12;
const DATES = 22;

interface Props {
  line: TimeLine;
  width: number;
  /** Of the highest bar. */
  height: number;
}

/**
 * The bars. One stop for the keyboard, on which the arrow keys go from one end to the next; a screen
 * reader hears a slider whose value is the day in words.
 */
export function ExpiryChart({ line, width, height }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const index = chosen === null ? null : Math.min(chosen, line.bars.length - 1);
  const bar = index === null ? undefined : line.bars[index];
  const words = bar ? barWords(bar) : summary(line);

  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(event.key, line, index);
    if (to === null) return;
    event.preventDefault();
    setChosen(to);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    setChosen(barAt(line, event.clientX - event.currentTarget.getBoundingClientRect().left));
  };

  const top = MARK;
  return (
    <>
      <div
        className={classes.chart}
        role="slider"
        tabIndex={0}
        aria-label="Days on which certificates end"
        aria-valuemin={0}
        aria-valuemax={line.bars.length - 1}
        aria-valuenow={index ?? 0}
        aria-valuetext={words}
        onKeyDown={onKeyDown}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={(event) => event.pointerType === "mouse" && setChosen(null)}
        onBlur={() => setChosen(null)}
      >
        <svg
          className={classes.svg}
          width={width}
          height={top + height + DATES}
          aria-hidden="true"
          focusable="false"
        >
          {line.ticks.map((tick) => (
            <line
              key={tick.date}
              className={classes.grid}
              x1={tick.x + 0.5}
              x2={tick.x + 0.5}
              y1={top}
              y2={top + height}
            />
          ))}
          {bar && (
            <rect
              className={classes.chosen}
              x={bar.x}
              width={bar.width}
              y={top}
              height={height}
              rx={2}
            />
          )}
          <g transform={`translate(0 ${top + height})`}>
            {line.bars.map((each) => each.count > 0 && <OneBar key={each.from} bar={each} />)}
          </g>
          <line
            className={classes.base}
            x1={0}
            x2={width}
            y1={top + height + 0.5}
            y2={top + height + 0.5}
          />
          {line.ticks.map((tick, at) => (
            <text
              key={tick.date}
              className={classes.date}
              x={at === line.ticks.length - 1 ? width : tick.x}
              y={top + height + 16}
              textAnchor={at === 0 ? "start" : at === line.ticks.length - 1 ? "end" : "middle"}
            >
              {at === 0 ? "Today" : shortDay(tick.date)}
            </text>
          ))}
        </svg>
      </div>
      <div className={classes.foot}>
        <span className={classes.readout} aria-hidden="true">
          {words}
        </span>
        <Legend />
      </div>
    </>
  );
}

/** Failing is told by its stripes and the mark above too, not by its red alone. */
function OneBar({ bar }: { bar: Bar }) {
  const gap = bar.width > 4 ? 1 : 0.25;
  const x = bar.x + gap;
  const width = Math.max(bar.width - 2 * gap, 1);
  const middle = bar.x + bar.width / 2;
  return (
    <>
      <rect className={classes.bar} x={x} width={width} y={-bar.height} height={bar.height} />
      {bar.failing > 0 && (
        <>
          <rect
            className={classes.failing}
            x={x}
            width={width}
            y={-bar.failingHeight}
            height={bar.failingHeight}
          />
          {stripes(bar.failingHeight).map((y) => (
            <line key={y} className={classes.stripe} x1={x} x2={x + width} y1={y} y2={y - 3} />
          ))}
          <path className={classes.mark} d={`M${middle} ${-bar.height - 3} l-5 -8 h10 z`} />
        </>
      )}
    </>
  );
}

function stripes(height: number): number[] {
  const count = Math.floor((height - 3) / 6);
  return Array.from({ length: Math.max(0, count) }, (_, index) => -6 * (index + 1) + 3);
}

function Legend() {
  return (
    <ul className={classes.legend}>
      <li>
        <svg width="12" height="12" aria-hidden="true">
          <rect className={classes.bar} width="12" height="12" />
        </svg>
        will be renewed
      </li>
      <li>
        <svg width="12" height="12" aria-hidden="true">
          <rect className={classes.failing} width="12" height="12" />
          <line className={classes.stripe} x1="0" x2="12" y1="8" y2="5" />
        </svg>
        failing
      </li>
    </ul>
  );
}

function moved(key: string, line: TimeLine, index: number | null): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return nextBar(line, index ?? -1, 1);
    case "ArrowLeft":
    case "ArrowDown":
      return index === null ? nextBar(line, -1, 1) : nextBar(line, index, -1);
    case "Home":
      return nextBar(line, -1, 1);
    case "End":
      return nextBar(line, line.bars.length, -1);
    default:
      return null;
  }
}

function summary(line: TimeLine): string {
  const failing = line.bars.reduce((sum, bar) => sum + bar.failing, 0);
  const count = line.bars.reduce((sum, bar) => sum + bar.count, 0);
  const of = failing ? `, ${failing.toLocaleString("en")} of them failing` : "";
  return `${count.toLocaleString("en")} end in the next 90 days${of}`;
}
