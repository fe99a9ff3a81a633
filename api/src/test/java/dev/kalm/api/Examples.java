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
        List.of(records),
        Instant.parse("2026-11-23T11:00:00Z"),
        "anna");
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
        4294967295L,
        null);
  }

  public static final String DS =
      "12345 13 2 3D5B8F0E6C1A4B7D9E2F8A6C5B4D3E2F1A0B9C8D7E6F5A4B3C2D1E0F9A8B7C6D";

  /** A zone with one key, in a rollover if there is one. */
  public static ValidationZone signedZone(
      SigningStatus status, RecordStatus ds, Rollover rollover) {
    ValidationZone zone = zone(ZoneStatus.READY);
    return new ValidationZone(
        zone.name(),
        zone.nameServers(),
        List.of(new DnsRecord("DS", zone.name(), DS, ds, "seen at mycluster.com")),
        zone.status(),
        8,
        new Signing(
            status, Denial.COMPACT, List.of(new SigningKey(12345, KeyState.ACTIVE, DS)), rollover));
  }

  public static LoggedQuery loggedQuery(String name) {
    return new LoggedQuery(
        Instant.parse("2026-11-23T12:00:00.125Z"),
        name,
        "TXT",
        "192.0.2.7:40123",
        "udp",
        1232,
        true,
        "NOERROR",
        1,
        false);
  }

  public static Delegation delegation(RecordStatus status) {
    return new Delegation(
        "myapp.com",
        "8f0f6a0e-3c4b-4c52-9d4f-5a51c4b0c7de",
        TARGET,
        cname(status),
        List.of("nP1qzpXGymHBrUEepNY9HCsQk7K8KhOypzEt62jcerQ"),
        Instant.parse("2026-11-23T12:00:00Z"),
        List.of(reference()),
        1);
  }

  public static CertificateReference reference() {
    return new CertificateReference(
        ID,
        List.of("*.myapp.com", "myapp.com"),
        CertificateStatus.READY,
        Instant.parse("2027-02-21T11:00:41Z"));
  }

  /** The CA has just looked. */
  public static Flow flow() {
    Instant start = Instant.parse("2026-11-23T12:00:00Z");
    return new Flow(
        "5b1d7c1e-7a44-4c0e-9b3d-1f2a6c7d8e91",
        ChallengeType.DNS_01,
        IssuanceState.VALIDATING,
        2,
        start,
        null,
        null,
        List.of(
            new FlowActor("kalm", FlowActorKind.KALM, "Kalm", "It orders."),
            new FlowActor(
                "dns", FlowActorKind.VALIDATION_DNS, "acme-d985e9.mycluster.com", "Shows."),
            new FlowActor("ca", FlowActorKind.AUTHORITY, "letsencrypt", "It checks.")),
        List.of(
            new FlowStep(
                "look",
                FlowStepKey.LOOK,
                "Look at it from outside",
                FlowStepStatus.DONE,
                start.plusMillis(250),
                start.plusMillis(1750),
                List.of(
                    new FlowExchange(
                        start.plusMillis(250), "kalm", "kalm", "Every node?", "yes", true, null)),
                null),
            new FlowStep(
                "validate",
                FlowStepKey.VALIDATE,
                "letsencrypt looks",
                FlowStepStatus.ACTIVE,
                start.plusMillis(2000),
                null,
                List.of(
                    new FlowExchange(
                        start.plusMillis(2125),
                        "ca",
                        "dns",
                        "TXT of 8f0f6a0e….acme-d985e9.mycluster.com? (from 192.0.2.7)",
                        "1 value",
                        true,
                        null)),
                "the authority is asked to validate"),
            new FlowStep(
                "finalize",
                FlowStepKey.FINALIZE,
                "Send the request",
                FlowStepStatus.PENDING,
                null,
                null,
                List.of(),
                null)));
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
