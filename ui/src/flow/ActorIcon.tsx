import {
  IconBuildingBank,
  IconServer2,
  IconShieldCheck,
  IconUser,
  IconWorld,
  IconWorldWww,
} from "@tabler/icons-react";
import type { ActorKind } from "../api/types";

const ICONS = {
  user: IconUser,
  provider: IconWorld,
  kalm: IconShieldCheck,
  "validation-dns": IconServer2,
  web: IconWorldWww,
  authority: IconBuildingBank,
} satisfies Record<ActorKind, unknown>;

export function ActorIcon({ kind, size = 28 }: { kind: ActorKind; size?: number }) {
  const Icon = ICONS[kind] ?? IconWorld;
  return <Icon size={size} stroke={1.6} aria-hidden />;
}
