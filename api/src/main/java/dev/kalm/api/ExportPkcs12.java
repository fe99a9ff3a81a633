package dev.kalm.api;

/**
 * Asks for the installed version as a PKCS#12 key store (RFC 7292).
 *
 * @param password what the key store is encrypted with: 8 to 256 printable ASCII characters
 */
public record ExportPkcs12(String password) {
  public ExportPkcs12 {
    password = Json.orElse(password, "");
  }

  /** Leaves the password out, so that it cannot reach a log by accident. */
  @Override
  public String toString() {
    return "ExportPkcs12[password=(not shown)]";
  }
}
