package dev.kalm.server.issuance;

import dev.kalm.server.certificate.CertificateStore;
import dev.kalm.server.certificate.RenewalPolicy;
import dev.kalm.server.key.Sealer;
import java.time.Duration;
import java.time.InstantSource;

/** One method for each state: what is done in it, and what comes next. */
public final class IssuanceSteps {

  /** How long a CA may take over a validation, or over issuing, before it counts as a failure. */
  static final Duration AUTHORITY_LIMIT = Duration.ofMinutes(5);

  private final CertificateSteps certificate;
  private final ValidationSteps validation;

  public IssuanceSteps(
      CertificateStore certificates, Sealer sealer, RenewalPolicy renewals, InstantSource clock) {
    this.certificate = new CertificateSteps(certificates, sealer, renewals, clock);
    this.validation = new ValidationSteps(certificate, clock);
  }

  /** Up to a validated order. */
  ValidationSteps validation() {
    return validation;
  }

  /** From a validated order on. */
  CertificateSteps certificate() {
    return certificate;
  }
}
