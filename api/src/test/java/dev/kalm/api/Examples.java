package dev.kalm.api;

import java.time.Instant;
import java.util.List;

/** One of each representation, for tests. */
public final class Examples {
  public static final String ID = "3b2f8c1e-7a44-4c0e-9b3d-1f2a6c7d8e90";
  public static final String TARGET =
      "8f0f6a0e-3c4b-4c52-9d4f-5a51c4b0c7de.acme-d985e9.mycluster.com";

  private Examples() {}

  public static DnsRecord cname(RecordStatus status) {
    return new DnsRecord(
        "CNAME",
        "_acme-challenge.myapp.com",
        TARGET,
        status,
        status == RecordStatus.OK ? null : "There is no CNAME yet.");
  }

  /** A wildcard at this step, not issued before. */
  public static Certificate issuing(IssuanceState state, String detail, DnsRecord... records) {
    return certificate(
        CertificateStatus.ISSUING, null, new Issuance(state, detail, null, null), records);
  }

  public static Certificate failed(Problem problem, Instant nextAttemptAt) {
    return certificate(
        CertificateStatus.FAILING,
        null,
        new Issuance(IssuanceState.FAILED, "The attempt failed.", problem, nextAttemptAt),
        cname(RecordStatus.OK));
  }

  public static Certificate ready(String serial) {
    return certificate(
        CertificateStatus.READY,
        version(serial),
        new Issuance(IssuanceState.ISSUED, "The certificate is installed.", null, null),
        cname(RecordStatus.OK));
  }

  public static CertificateVersion version(String serial) {
    return new CertificateVersion(
        serial,
        "CN=YE1,O=Let's Encrypt,C=US",
        Instant.parse("2026-11-23T11:00:42Z"),
        Instant.parse("2027-02-21T11:00:41Z"),
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00" + serial);
  }

  private static Certificate certificate(
      CertificateStatus status,
      CertificateVersion version,
      Issuance issuance,
      DnsRecord... records) {
    return new Certificate(
        ID,
        List.of("*.myapp.com", "myapp.com"),
        status,
        "letsencrypt",
        ChallengeType.DNS_01,
        KeyType.EC_P256,
        null,
        version == null ? null : version.notAfter(),
        version == null ? null : Instant.parse("2027-01-22T11:00:41Z"),
        version,
        issuance,
        List.of(records));
  }

  public static ValidationZone zone(ZoneStatus status) {
    return new ValidationZone(
        "acme-d985e9.mycluster.com",
        List.of(new NameServer("ns.acme-d985e9.mycluster.com", List.of("34.84.45.105"))),
        List.of(
            new DnsRecord(
                "NS",
                "acme-d985e9.mycluster.com",
                "ns.acme-d985e9.mycluster.com",
                RecordStatus.OK,
                null),
            new DnsRecord(
                "A", "ns.acme-d985e9.mycluster.com", "34.84.45.105", RecordStatus.OK, null)),
        status,
        4294967295L);
  }

  public static Delegation delegation(RecordStatus status) {
    return new Delegation(
        "myapp.com",
        "8f0f6a0e-3c4b-4c52-9d4f-5a51c4b0c7de",
        TARGET,
        cname(status),
        List.of("nP1qzpXGymHBrUEepNY9HCsQk7K8KhOypzEt62jcerQ"),
        Instant.parse("2026-11-23T12:00:00Z"));
  }

  public static Problem caProblem(ProblemKind kind) {
    return Problem.ofType(
            "urn:ietf:params:acme:error:dns", "DNS problem", "The CA could not look up the TXT.")
        .withStatus(400)
        .withSubproblems(
            List.of(
                new Problem.Subproblem(
                    "urn:ietf:params:acme:error:dns",
                    null,
                    "SERVFAIL for _acme-challenge.myapp.com",
                    new Problem.Identifier("dns", "myapp.com"))))
        .withKind(kind)
        .withAdvice("Remove the broken DS record.");
  }
}
