package dev.kalm.e2e;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A Kalm with as much in it as a company has, and with the longest that there can be: a thousand
 * certificates, a name of 253 characters, a certificate with a hundred names.
 */
final class FilledKalm implements AutoCloseable {
  private static final int CERTIFICATES = 1_000;
  private static final int EVERY_FAILING = 200;
  private static final int EVERY_WAITING = 300;
  private static final int DAYS = 90;

  final Scene scene;
  final Rest rest;

  /** Issued and renewed: all of its screen has something to show. */
  final String issued;

  /** The authority refuses it. */
  final String failing;

  /** Waits for records, of a name of 253 characters. */
  final String longest;

  /** With a hundred names. */
  final String widest;

  private FilledKalm(Testnet box) throws Exception {
    scene = Scene.open(box);
    rest = new Rest(scene.kalm);
    Zone domain = box.provider().zone("shop-" + scene.cluster.origin());
    Certificate first = scene.create("*." + domain.origin(), domain.origin());
    longest = scene.create("*." + longName(domain)).id();
    widest = scene.create(hundredNames(domain)).id();
    failing = scene.create("www.blocked-domain.example").id();
    scene.addRecords(first, domain);
    issued = first.id();
    scene.awaitReady(issued);
    scene.client().renew(issued);
    scene.await(failing, now -> now.status() == CertificateStatus.FAILING, Scene.SOON);
    String serial = first.version() == null ? "" : first.version().serial();
    scene.await(
        issued, now -> Scene.isReady(now) && !now.version().serial().equals(serial), Scene.SOON);
    addPeople();
    addCertificates();
  }

  static FilledKalm open(Testnet box) throws Exception {
    return new FilledKalm(box);
  }

  /** 253 characters with the "_acme-challenge." of its record, 237 without. */
  private static String longName(Zone domain) {
    int left = 253 - "_acme-challenge.".length() - domain.origin().length();
    StringBuilder name = new StringBuilder();
    while (left > 1) {
      int label = Math.min(left - 1, 40);
      name.append("a".repeat(label)).append('.');
      left -= label + 1;
    }
    return name + domain.origin();
  }

  private static String[] hundredNames(Zone domain) {
    return IntStream.rangeClosed(1, 100)
        .mapToObj(number -> "customer-%03d.%s".formatted(number, domain.origin()))
        .toArray(String[]::new);
  }

  private void addPeople() throws Exception {
    rest.addUser("grace", "a ship in port is safe", "administrator");
    rest.addUser("margaret", "there was no second chance", "viewer");
    rest.addUser(
        "linus",
        "talk is cheap, show me",
        "operator",
        "shop.example",
        "a-department-with-a-long-name.example");
    for (String token :
        List.of(
            "{'name':'monitoring','scope':'read','domains':[]}",
            "{'name':'continuous integration of the shop','scope':'issue','domains':['shop.example'],'expiresAt':'2027-06-30T00:00:00Z'}",
            "{'name':'load balancer','scope':'download','domains':[],'certificate':'"
                + issued
                + "'}")) {
      Rest.Reply made = rest.asAdministrator("POST", "/tokens", token.replace('\'', '"'));
      if (made.status() != 201) {
        throw new AssertionError("no token: " + made);
      }
    }
  }

  private void addCertificates() throws Exception {
    long now = Instant.now().toEpochMilli();
    long day = Duration.ofDays(1).toMillis();
    try (Seed seed = new Seed(scene.kalm)) {
      for (int i = 1; i <= CERTIFICATES; i++) {
        String name = "shop-%04d.customers.example".formatted(i);
        // Kalm would have renewed it with 30 days left.
        long notAfter = now + (31 + i % (DAYS - 31)) * day;
        if (i % EVERY_FAILING == 0) {
          seed.certificateLike(
              failing, List.of("www." + name), Map.of("phase", "failing"), Map.of());
        } else if (i % EVERY_WAITING == 0) {
          seed.certificateLike(longest, List.of("*." + name), Map.of("phase", "pending"), Map.of());
        } else {
          List<String> names = new ArrayList<>(List.of("*." + name, name));
          seed.certificateLike(
              issued,
              names,
              Map.of(
                  "phase",
                  "ready",
                  "not_after",
                  notAfter,
                  "renew_at",
                  notAfter - 30 * day,
                  "created_at",
                  now - i * day / 10),
              Map.of("not_before", notAfter - DAYS * day, "not_after", notAfter));
        }
        if (i % 10 == 0) {
          delegation(seed, name, i);
        }
      }
      seed.commit();
    }
  }

  private void delegation(Seed seed, String domain, int number) throws Exception {
    boolean broken = number % EVERY_FAILING == 0;
    seed.copyOne(
        "delegation",
        Map.of(
            "id",
            UUID.randomUUID().toString(),
            "domain",
            domain,
            "status",
            broken ? "missing" : "ok",
            "detail",
            broken
                ? "there is no CNAME yet: add it at the domain's DNS provider"
                : "points there"));
  }

  @Override
  public void close() {
    rest.close();
    scene.close();
  }
}
