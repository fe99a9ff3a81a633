import type { ClusterDetection, ClusterSetting } from "../api/types";

export interface ClusterValues {
  domain: string;
  /** One a line. */
  addresses: string;
}

/** What is set, else what was detected: the public addresses alone. */
export function initialCluster(cluster: ClusterSetting, detected: ClusterDetection): ClusterValues {
  const found = detected.addresses.filter((one) => one.public).map((one) => one.address);
  const addresses = cluster.addresses.length > 0 ? cluster.addresses : found;
  return { domain: cluster.domain ?? detected.domain ?? "", addresses: addresses.join("\n") };
}

/** The addresses of a text, in its order and each once. */
export function addressesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}

/** The text after the choice among the detected ones has changed; what was typed stays. */
export function toggled(text: string, detected: ClusterDetection, chosen: string[]): string {
  const offered = new Set(detected.addresses.map((one) => one.address));
  const kept = addressesOf(text).filter((one) => !offered.has(one) || chosen.includes(one));
  const added = chosen.filter((one) => !kept.includes(one));
  return [...kept, ...added].join("\n");
}

const DOMAIN = /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\.?$/i;
const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;

/** The mistakes that need no server to be seen. */
export function checkCluster(values: ClusterValues): Record<string, string> {
  const mistakes: Record<string, string> = {};
  if (!values.domain.trim()) {
    mistakes.domain = "Enter a domain of yours, such as mycluster.com.";
  } else if (/[^\x20-\x7e]/.test(values.domain)) {
    // The server knows how an internationalised name is spelled in DNS.
  } else if (!DOMAIN.test(values.domain.trim())) {
    mistakes.domain = "A domain has a dot, and only letters, digits and hyphens: mycluster.com.";
  }
  const addresses = addressesOf(values.addresses);
  const bad = addresses.find((address) => !ADDRESS.test(address));
  if (addresses.length === 0) mistakes.addresses = "Enter at least one address.";
  else if (bad) mistakes.addresses = `${bad} is not an IP address, such as 203.0.113.7.`;
  return mistakes;
}
