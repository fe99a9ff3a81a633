/**
 * A record's owner as a DNS panel wants it that adds the zone's name by itself: `_acme-challenge` in
 * myapp.com, `@` at the zone's own name. Null when the zone is not known, or does not hold the name.
 */
export function relativeHost(name: string, zone: string | null): string | null {
  if (!zone) return null;
  if (name === zone) return "@";
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : null;
}
