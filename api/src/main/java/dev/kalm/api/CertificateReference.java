package dev.kalm.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate where another thing is shown.
 *
 * @param notAfter end of the installed version; null before the first
 */
public record CertificateReference(
    String id, List<String> names, CertificateStatus status, @Nullable Instant notAfter) {
  public CertificateReference {
    names = Json.listOf(names);
  }
}
