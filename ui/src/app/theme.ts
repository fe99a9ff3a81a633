import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const sea: MantineColorsTuple = [
  "#eef7f6",
  "#dcedec",
  "#b8dad9",
  "#90c5c4",
  "#6db1b1",
  "#4a9a9c",
  "#2c7f83",
  "#1c6a70",
  "#15565c",
  "#0c4147",
];
const ink: MantineColorsTuple = [
  "#dbe3e4",
  "#bccacc",
  "#9fb0b3",
  "#6f8286",
  "#3a4a4e",
  "#2a383b",
  "#1e2a2d",
  "#151f21",
  "#0f1719",
  "#0a1011",
];
const gray: MantineColorsTuple = [
  "#f7f9f9",
  "#eff3f3",
  "#e3e9ea",
  "#d4dddf",
  "#bcc8ca",
  "#8d9c9f",
  "#5d6e72",
  "#455458",
  "#2f3c3f",
  "#1b2628",
];
const red: MantineColorsTuple = [
  "#fdf0ee",
  "#fadfdb",
  "#f3bcb4",
  "#eb968a",
  "#e27365",
  "#d65546",
  "#c23f31",
  "#a83226",
  "#8c281e",
  "#6e1d15",
];
const green: MantineColorsTuple = [
  "#edf8f0",
  "#d7efdd",
  "#aedfbb",
  "#82cc97",
  "#59b876",
  "#379e58",
  "#248445",
  "#1a6e38",
  "#13592c",
  "#0c4420",
];
const yellow: MantineColorsTuple = [
  "#fdf6e7",
  "#f9eac8",
  "#f1d48f",
  "#e7bb55",
  "#d9a32e",
  "#b98412",
  "#966a0b",
  "#7d5708",
  "#654606",
  "#4c3404",
];

/** The look: calm greens of the sea on cool greys, the system's own fonts, quiet edges. */
export const theme = createTheme({
  colors: { sea, dark: ink, gray, red, green, yellow },
  primaryColor: "sea",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", monospace',
  fontSizes: { xs: "0.8125rem", sm: "0.9375rem" },
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.625rem", lineHeight: "1.25" },
      h2: { fontSize: "1.25rem", lineHeight: "1.3" },
      h3: { fontSize: "1.0625rem", lineHeight: "1.4" },
    },
  },
  components: {
    Modal: {
      defaultProps: {
        centered: true,
        // What a dialog is about is often forgotten as it closes: it must not fade out without it.
        transitionProps: { duration: 0 },
        closeButtonProps: { "aria-label": "Close" },
        // A header element outside of the page's parts would be a second banner to a screen reader.
        attributes: { header: { role: "presentation" } },
        styles: {
          title: { minWidth: 0, overflowWrap: "anywhere", fontSize: "1.1rem", fontWeight: 650 },
        },
      },
    },
    // At the end of the body these would be outside of every landmark.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    Combobox: { defaultProps: { withinPortal: false } },
    Popover: { defaultProps: { withinPortal: false } },
    Tooltip: {
      defaultProps: {
        withinPortal: false,
        withArrow: true,
        multiline: true,
        maw: 320,
        events: { hover: true, focus: true, touch: true },
      },
    },
  },
});

const COLORS = ["sea", "gray", "red", "green", "yellow"];

function shades(text: number, outline: number, prefix = "--mantine-color"): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const color of COLORS) {
    variables[`${prefix}-${color}-text`] = `var(--mantine-color-${color}-${text})`;
    variables[`${prefix}-${color}-light-color`] = `var(--mantine-color-${color}-${text})`;
    variables[`${prefix}-${color}-outline`] = `var(--mantine-color-${color}-${outline})`;
  }
  return variables;
}

/** Mantine's own quiet colours are below the contrast of 4.5 that WCAG AA asks of text. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...shades(8, 7),
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "var(--mantine-color-gray-9)",
    "--mantine-color-dimmed": "var(--mantine-color-gray-6)",
    "--mantine-color-placeholder": "var(--mantine-color-gray-6)",
    "--mantine-color-error": "var(--mantine-color-red-7)",
    "--mantine-color-anchor": "var(--mantine-color-sea-7)",
  },
  dark: {
    ...shades(2, 3),
    "--mantine-color-text": "var(--mantine-color-dark-0)",
    "--mantine-color-dimmed": "var(--mantine-color-dark-2)",
    "--mantine-color-placeholder": "var(--mantine-color-dark-2)",
    "--mantine-color-error": "var(--mantine-color-red-3)",
    "--mantine-color-anchor": "var(--mantine-color-sea-3)",
  },
});
