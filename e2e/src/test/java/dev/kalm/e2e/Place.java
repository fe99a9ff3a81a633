package dev.kalm.e2e;

import java.util.Locale;

/** The screens that somebody who has signed in can open without knowing an id. */
enum Place {
  DASHBOARD("/"),
  CERTIFICATES("/certificates"),
  NEW_CERTIFICATE("/certificates/new"),
  VALIDATION_DNS("/dns"),
  DELEGATIONS("/delegations"),
  ACCESS("/access"),
  AUDIT_LOG("/audit"),
  SETTINGS("/settings");

  private final String path;

  Place(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  /** Such as "audit-log". */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
