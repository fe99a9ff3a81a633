import "react";

// Custom properties carry positions from the script into the style sheets.
declare module "react" {
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined;
  }
}
