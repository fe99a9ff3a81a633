package dev.kalm.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class DelegationCheckTest {
  private static final String NAME = "_acme-challenge.myapp.com";
  private static final String TARGET = "1f0c2a.acme-d985e9.mycluster.com";
  private static final Duration TRY = Duration.ofMillis(150);

  private NameServerFake recursor;
  private NameServerFake provider;
  private DnsResolver resolver;
  private DelegationCheck check;

  @BeforeEach
  void start() throws Exception {
    recursor = new NameServerFake("127.0.41.53", 0, ".", true);
    recursor.recursive();
    recursor
        .with("myapp.com", 5, "SOA", "ns.provider.net. a.myapp.com. 1 60 60 60 40")
        .with("myapp.com", 5, "NS", "ns.provider.net.")
        .with("ns.provider.net", 5, "A", "127.0.41.2");
    provider = new NameServerFake("127.0.41.2", 0, "myapp.com", true);
    provider
        .with("myapp.com", 5, "SOA", "ns.provider.net. a.myapp.com. 1 60 60 60 40")
        .with("myapp.com", 5, "NS", "ns.provider.net.");
    resolver = new DnsResolver(List.of(recursor.socketAddress()), TRY);
    check = new DelegationCheck(resolver, provider.port(), Duration.ofSeconds(3));
  }

  @AfterEach
  void stop() throws Exception {
    recursor.close();
    provider.close();
  }

  private void both(String name, String type, String data) {
    recursor.with(name, 40, type, data);
    provider.with(name, 40, type, data);
  }

  private RecordCheck look() {
    return check.check(NAME, TARGET);
  }

  private void expect(RecordStatus status, String detail) {
    assertThat(look()).isEqualTo(new RecordCheck("CNAME", NAME, TARGET, status, detail));
  }

  private void expectCached(RecordStatus status, String detail, Duration cachedFor) {
    assertThat(look()).isEqualTo(new RecordCheck("CNAME", NAME, TARGET, status, detail, cachedFor));
  }

  @Test
  void aCnameToTheTargetIsOkAndNothingIsAskedAtTheTarget() {
    both(NAME, "CNAME", TARGET + ".");
    expect(RecordStatus.OK, "points to " + TARGET);
    assertThat(recursor.asked())
        .noneMatch(q -> q.getType() == Type.TXT || q.getName().equals(DnsText.name(TARGET)));
  }

  @Test
  void aChainThatEndsAtTheTargetIsOk() {
    both(NAME, "CNAME", "a.other.example.");
    both("a.other.example", "CNAME", TARGET + ".");
    expect(RecordStatus.OK, "leads to " + TARGET + " through a.other.example");
  }

  @Test
  void aSilentProviderDoesNotHoldUpAGoodCname() throws Exception {
    both(NAME, "CNAME", TARGET + ".");
    provider.close();
    expect(RecordStatus.OK, "points to " + TARGET);
  }

  @Test
  void noCnameIsMissing() {
    expect(RecordStatus.MISSING, "there is no CNAME yet: add it at myapp.com's DNS provider");
  }

  @Test
  void aMissingCnameIsMissingEvenIfTheProviderCannotBeAsked() throws Exception {
    provider.close();
    expect(RecordStatus.MISSING, "there is no CNAME yet: add it at myapp.com's DNS provider");
  }

  @Test
  void anotherTargetIsWrong() {
    both(NAME, "CNAME", "old.example.");
    expect(
        RecordStatus.WRONG,
        "points to old.example instead of "
            + TARGET
            + ": change the CNAME at myapp.com's DNS provider");
  }

  @Test
  void aTargetToWhichTheProviderAppendedTheDomainIsNamed() {
    both(NAME, "CNAME", TARGET + ".myapp.com.");
    assertThat(look().status()).isEqualTo(RecordStatus.WRONG);
    assertThat(look().detail()).contains("appended the domain to the target", TARGET + ".");
  }

  @Test
  void aRecordNameToWhichTheProviderAppendedTheDomainIsNamed() {
    both(NAME + ".myapp.com", "CNAME", TARGET + ".");
    assertThat(look().status()).isEqualTo(RecordStatus.MISSING);
    assertThat(look().detail()).contains("the CNAME stands at " + NAME + ".myapp.com");
  }

  @Test
  void anAddressInsteadOfTheCnameIsAProxy() {
    both(NAME, "A", "192.0.2.7");
    assertThat(look().status()).isEqualTo(RecordStatus.WRONG);
    assertThat(look().detail())
        .startsWith("your DNS provider answers with an address (192.0.2.7) instead of a CNAME")
        .contains("switch off its proxy for this record");
  }

  @Test
  void aWildcardAddressIsNoProxy() {
    both("*.myapp.com", "A", "192.0.2.7");
    assertThat(look().status()).isEqualTo(RecordStatus.MISSING);
    assertThat(look().detail())
        .startsWith("there is no CNAME yet, a wildcard record answers in its place (A 192.0.2.7)");
  }

  @Test
  void aWildcardCnameIsNotTheDelegation() {
    both("*.myapp.com", "CNAME", "host.other.example.");
    assertThat(look().status()).isEqualTo(RecordStatus.MISSING);
    assertThat(look().detail()).contains("wildcard record", "CNAME to host.other.example");
  }

  @Test
  void aTxtRecordInsteadOfTheCnameIsWrong() {
    both(NAME, "TXT", "\"old\"");
    assertThat(look().status()).isEqualTo(RecordStatus.WRONG);
    assertThat(look().detail()).startsWith("a TXT record stands where the CNAME should be");
  }

  @Test
  void otherRecordsBesideTheCnameAreWrong() {
    both(NAME, "CNAME", TARGET + ".");
    provider.with(NAME, 40, "TXT", "\"old\"");
    assertThat(look().status()).isEqualTo(RecordStatus.WRONG);
    assertThat(look().detail()).startsWith("other records (TXT) stand beside the CNAME");
    provider.without(NAME, "TXT").with(NAME, 40, "AAAA", "2001:db8::1");
    provider.with(NAME, 40, "A", "192.0.2.1");
    assertThat(look().status()).isEqualTo(RecordStatus.WRONG);
    assertThat(look().detail()).startsWith("other records (A, AAAA) stand beside the CNAME");
  }

  @Test
  void twoCnamesAreWrong() {
    both(NAME, "CNAME", TARGET + ".");
    both(NAME, "CNAME", "old.example.");
    expect(
        RecordStatus.WRONG,
        "2 CNAMEs stand at "
            + NAME
            + " ("
            + TARGET
            + ", old.example): keep only the one to "
            + TARGET);
  }

  @Test
  void aLoopIsNamed() {
    both(NAME, "CNAME", "a.myapp.com.");
    both("a.myapp.com", "CNAME", NAME + ".");
    assertThat(look().status()).isEqualTo(RecordStatus.WRONG);
    assertThat(look().detail())
        .startsWith("the CNAMEs run in a circle (" + NAME + " -> a.myapp.com -> " + NAME + ")");
  }

  @Test
  void aChainOfNineIsTooLongAndOneOfEightIsNot() {
    both(NAME, "CNAME", "c1.myapp.com.");
    for (int i = 1; i <= 7; i++) {
      both("c" + i + ".myapp.com", "CNAME", i == 7 ? TARGET + "." : "c" + (i + 1) + ".myapp.com.");
    }
    assertThat(look().status()).isEqualTo(RecordStatus.OK);
    recursor.without("c7.myapp.com");
    provider.without("c7.myapp.com");
    both("c7.myapp.com", "CNAME", "c8.myapp.com.");
    both("c8.myapp.com", "CNAME", TARGET + ".");
    assertThat(look().status()).isEqualTo(RecordStatus.WRONG);
    assertThat(look().detail()).startsWith("more than 8 CNAMEs follow one another");
  }

  @Test
  void aNewCnameBehindAnOldNegativeAnswerIsMissingAndSaysForHowLong() {
    provider.with(NAME, 5, "CNAME", TARGET + ".");
    recursor
        .without("myapp.com")
        .with("myapp.com", 5, "NS", "ns.provider.net.")
        .with("myapp.com", 90, "SOA", "ns.provider.net. a.myapp.com. 1 60 60 60 40");
    expectCached(
        RecordStatus.MISSING,
        "seen at the provider, but the resolver still has the old answer for 40 more seconds: wait",
        Duration.ofSeconds(40));
  }

  @Test
  void aCorrectedCnameBehindAnOldOneIsWrongAndSaysForHowLong() {
    provider.with(NAME, 5, "CNAME", TARGET + ".");
    recursor.with(NAME, 1, "CNAME", "old.example.");
    expectCached(
        RecordStatus.WRONG,
        "seen at the provider, but the resolver still has the old answer for 1 more second: wait",
        Duration.ofSeconds(1));
  }

  @Test
  void aDomainWhoseServersAreSilentIsUnknown() throws Exception {
    recursor.fail(answer ->
        answer.getQuestion().getName().equals(DnsText.name(NAME))
            ? NameServerFake.rcode(Rcode.SERVFAIL).apply(answer)
            : answer);
    provider.fail(_ -> null);
    expect(RecordStatus.UNKNOWN, "no name server of myapp.com answered (127.0.41.2 timed out)");
  }

  @Test
  void serversThatTheRecursorCannotSeeAreFoundThroughTheirParent() throws Exception {
    try (NameServerFake parent = new NameServerFake("127.0.41.3", provider.port(), "com", true)) {
      parent.with("myapp.com", 5, "NS", "ns.myapp.com.").with("ns.myapp.com", 5, "A", "127.0.41.2");
      recursor
          .with("com", 5, "NS", "a.gtld.example.")
          .with("a.gtld.example", 5, "A", "127.0.41.3")
          .fail(answer ->
              answer.getQuestion().getName().subdomain(DnsText.name("myapp.com"))
                  ? NameServerFake.rcode(Rcode.SERVFAIL).apply(answer)
                  : answer);
      provider.fail(NameServerFake.rcode(Rcode.REFUSED));
      expect(
          RecordStatus.UNKNOWN,
          "no name server of myapp.com answered (127.0.41.2 answers REFUSED)");
    }
  }

  @Test
  void brokenDnssecIsToldApartFromAMissingCname() {
    provider.with(NAME, 5, "CNAME", TARGET + ".");
    recursor.with(NAME, 5, "CNAME", TARGET + ".");
    failWithout(recursor);
    assertThat(look().status()).isEqualTo(RecordStatus.WRONG);
    assertThat(look().detail()).contains("DNSSEC of myapp.com is broken");
  }

  /** SERVFAIL for the name, as a validating recursor says it, unless checking is disabled. */
  private void failWithout(NameServerFake server) {
    server.fail(answer ->
        answer.getQuestion().getName().equals(DnsText.name(NAME))
                && !answer.getHeader().getFlag(Flags.CD)
            ? NameServerFake.rcode(Rcode.SERVFAIL).apply(answer)
            : answer);
  }

  @Test
  void aResolverThatFailsThoughTheProviderHasItIsUnknown() {
    provider.with(NAME, 5, "CNAME", TARGET + ".");
    recursor.fail(answer ->
        answer.getQuestion().getName().equals(DnsText.name(NAME))
            ? NameServerFake.rcode(Rcode.SERVFAIL).apply(answer)
            : answer);
    assertThat(look().status()).isEqualTo(RecordStatus.UNKNOWN);
    assertThat(look().detail())
        .isEqualTo(
            "seen at the provider, but the resolver 127.0.41.53:"
                + recursor.port()
                + " answers SERVFAIL");
  }

  @Test
  void aSilentResolverIsNamedWithinTheDeadline() throws Exception {
    recursor.close();
    assertThat(look().status()).isEqualTo(RecordStatus.UNKNOWN);
    assertThat(look().detail())
        .startsWith("the resolver 127.0.41.53:" + recursor.port() + " did not answer")
        .contains("resolver.servers");
  }

  @Test
  void theNextResolverIsAskedWhenTheFirstFailsAndTcpWhenTruncated() throws Exception {
    both(NAME, "CNAME", TARGET + ".");
    recursor.truncateUdp();
    try (NameServerFake broken = new NameServerFake("127.0.41.54", 0, ".", false)) {
      broken.fail(NameServerFake.rcode(Rcode.SERVFAIL));
      InetSocketAddress nobody = new InetSocketAddress("127.0.41.55", recursor.port());
      List<InetSocketAddress> servers =
          List.of(nobody, broken.socketAddress(), recursor.socketAddress());
      DelegationCheck several =
          new DelegationCheck(
              new DnsResolver(servers, TRY), provider.port(), Duration.ofSeconds(3));
      assertThat(several.check(NAME, TARGET).status()).isEqualTo(RecordStatus.OK);
      assertThat(broken.asked()).isNotEmpty();
    }
  }

  @Test
  void queriesCarryEdnsWithASizeThatIsNeverFragmented() {
    assertThat(DnsTransport.query(DnsText.name(NAME), Type.CNAME, true).getOPT().getPayloadSize())
        .isEqualTo(1232);
  }

  @Test
  void aWarmCheckTakesMilliseconds() {
    both(NAME, "CNAME", TARGET + ".");
    for (int i = 0; i < 50; i++) {
      look();
    }
    long start = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      look();
    }
    Duration each = Duration.ofNanos((System.nanoTime() - start) / 50);
    assertThat(each).isLessThan(Duration.ofMillis(50));
  }
}
