import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import type { ReactNode } from "react";

const SCHEMES: { value: MantineColorScheme; words: string; icon: ReactNode }[] = [
  { value: "light", words: "Light", icon: <IconSun size={16} aria-hidden /> },
  { value: "dark", words: "Dark", icon: <IconMoon size={16} aria-hidden /> },
  { value: "auto", words: "As the system", icon: <IconDeviceDesktop size={16} aria-hidden /> },
];

export function ColorSchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      size="xs"
      aria-label="Colours"
      value={colorScheme}
      onChange={(value) => setColorScheme(value as MantineColorScheme)}
      data={SCHEMES.map(({ value, words, icon }) => ({
        value,
        label: (
          <span title={words}>
            {icon}
            <span className="k-hidden">{words}</span>
          </span>
        ),
      }))}
    />
  );
}
