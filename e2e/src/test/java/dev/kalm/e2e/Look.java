package dev.kalm.e2e;

/** What a page is looked at with: the width of the window in CSS pixels, and the colours. */
record Look(int width, boolean dark) {
  static final Look DESK = new Look(1280, false);
  static final Look DESK_DARK = new Look(1280, true);
  static final Look PHONE = new Look(390, false);
  static final Look PHONE_DARK = new Look(390, true);

  int height() {
    return width < 600 ? 844 : 800;
  }

  /** Such as "1280-dark". */
  @Override
  public String toString() {
    return width + (dark ? "-dark" : "-light");
  }
}
