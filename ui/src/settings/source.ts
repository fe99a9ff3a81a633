/** Why a setting cannot be changed here; null when it can. */
export function fixedBy(source: string, key: string): string | null {
  if (source !== "file") return null;
  return `This is set by ${key} in kalm.yaml or by ${environmentName(key)} in the environment, which win. Change it there, or remove it there to set it here; then restart Kalm.`;
}

/** `cluster.domain` is KALM_CLUSTER_DOMAIN. */
export function environmentName(key: string): string {
  return `KALM_${key.replace(/\./g, "_").toUpperCase()}`;
}
