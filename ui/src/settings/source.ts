/** Why a setting cannot be changed here; null when it can. */
export function fixedBy(source: string, ...keys: string[]): string | null {
  if (source !== "file") return null;
  const inFile = keys.join(" and ");
  const inEnvironment = keys.map(environmentName).join(" and ");
  return `Set by ${inFile} in kalm.yaml, or by ${inEnvironment}, which goes before what is set here. Change it there, or remove it there to set it here; then restart Kalm.`;
}

/** `cluster.domain` is KALM_CLUSTER_DOMAIN. */
export function environmentName(key: string): string {
  return `KALM_${key.replace(/\./g, "_").toUpperCase()}`;
}
