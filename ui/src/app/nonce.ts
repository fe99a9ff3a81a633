import { setNonce } from "get-nonce";

const PLACEHOLDER = "__CSP_NONCE__";

/** The nonce that the server wrote into this page; empty where no server did. */
export function styleNonce(): string {
  const content = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
  return content === PLACEHOLDER ? "" : content;
}

/** Modals lock the page's scrolling with a style of their own, which needs the nonce too. */
export function shareNonce() {
  const nonce = styleNonce();
  if (nonce) setNonce(nonce);
}
