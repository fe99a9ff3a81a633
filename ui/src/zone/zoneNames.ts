/** The domain that a validation zone is in, and whose provider has to have its records. */
export function parentOf(zone: string): string {
  return zone.slice(zone.indexOf(".") + 1);
}

/** The zone that a delegation's target is in. */
export function zoneOfTarget(target: string): string {
  return target.slice(target.indexOf(".") + 1);
}

/** The path of a zone's route, `/zone/check?zone=…`; without a name it is the first zone. */
export function zonePath(route: string, zone: string | null): string {
  return zone === null ? route : `${route}?zone=${encodeURIComponent(zone)}`;
}
