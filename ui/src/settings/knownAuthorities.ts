export interface KnownAuthority {
  /** The name that it gets here. */
  name: string;
  title: string;
  directory: string;
  /** One sentence that helps to choose. */
  words: string;
  /** Where its external account key is to be had; null where none is needed. */
  accountAt: string | null;
}

/** Public authorities that issue over ACME, as of November 2026. Buypass no longer does. */
export const KNOWN_AUTHORITIES: KnownAuthority[] = [
  {
    name: "letsencrypt",
    title: "Let's Encrypt",
    directory: "https://acme-v02.api.letsencrypt.org/directory",
    words: "Free, trusted by every browser, no account needed beforehand. Take this if unsure.",
    accountAt: null,
  },
  {
    name: "letsencrypt-staging",
    title: "Let's Encrypt, staging",
    directory: "https://acme-staging-v02.api.letsencrypt.org/directory",
    words: "For trying things out: generous limits, but no browser trusts its certificates.",
    accountAt: null,
  },
  {
    name: "zerossl",
    title: "ZeroSSL",
    directory: "https://acme.zerossl.com/v2/DV90",
    words: "Free; needs an account there, which gives you two keys to enter here.",
    accountAt: "https://app.zerossl.com/developer",
  },
  {
    name: "google",
    title: "Google Trust Services",
    directory: "https://dv.acme-v02.api.pki.goog/directory",
    words: "Free; needs a Google Cloud project, which gives you two keys to enter here.",
    accountAt: "https://cloud.google.com/certificate-manager/docs/public-ca-tutorial",
  },
  {
    name: "sslcom",
    title: "SSL.com",
    directory: "https://acme.ssl.com/sslcom-dv-ecc",
    words: "Needs an account there, which gives you two keys to enter here.",
    accountAt: "https://www.ssl.com/guide/ssl-tls-certificate-issuance-and-revocation-with-acme/",
  },
];

/** The title of an authority that everybody knows, else the name that it has here. */
export function authorityTitle(setting: { name: string; directory: string }): string {
  return (
    KNOWN_AUTHORITIES.find((known) => known.directory === setting.directory)?.title ?? setting.name
  );
}
