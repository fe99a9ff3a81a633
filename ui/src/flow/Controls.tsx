import { Button } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconLivePhoto,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import classes from "./Controls.module.css";
import type { Shown } from "./useShown";

/** Goes through what was asked, one by one. */
export function Controls({ shown, live }: { shown: Shown; live: boolean }) {
  return (
    <div className={classes.controls}>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconChevronLeft size={16} />}
        disabled={!shown.hasPrevious}
        onClick={() => shown.go(-1)}
      >
        Before
      </Button>
      <Button
        variant="default"
        size="sm"
        leftSection={shown.playing ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        disabled={!shown.playing && !shown.hasNext && !shown.hasPrevious}
        onClick={shown.playing ? shown.stop : shown.play}
      >
        {shown.playing ? "Stop" : "Play"}
      </Button>
      <Button
        variant="default"
        size="sm"
        rightSection={<IconChevronRight size={16} />}
        disabled={!shown.hasNext}
        onClick={() => shown.go(1)}
      >
        After
      </Button>
      {live && !shown.following && (
        <Button
          variant="light"
          size="sm"
          leftSection={<IconLivePhoto size={16} />}
          onClick={shown.follow}
        >
          Back to now
        </Button>
      )}
    </div>
  );
}
