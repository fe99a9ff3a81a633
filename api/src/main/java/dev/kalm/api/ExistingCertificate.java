package dev.kalm.api;

import java.util.List;

/**
 * A certificate that is good for the wanted names already.
 *
 * @param same whether it has exactly these names; else it has all of them, and others
 */
public record ExistingCertificate(String id, List<String> names, boolean same) {
  public ExistingCertificate {
    names = Json.listOf(names);
  }
}
