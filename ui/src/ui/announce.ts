let region: HTMLElement | null = null;

/** Has a screen reader say something that is seen elsewhere on the page. */
export function announce(text: string) {
  if (!region) {
    region = document.createElement("div");
    region.className = "k-hidden";
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    document.body.append(region);
  }
  const said = region;
  // The same text twice is only said twice when it was gone in between.
  said.textContent = "";
  window.setTimeout(() => {
    said.textContent = text;
  }, 50);
}
