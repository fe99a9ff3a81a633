package dev.kalm.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kalm.api.UserRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  private static final String ROOT = root();

  @TempDir Path folder;

  private static String root() {
    try (InputStream in = ConfigLoaderTest.class.getResourceAsStream("root.pem")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void hasTheseDefaults() {
    KalmConfig config = ConfigLoader.load(Optional.empty(), Optional.empty(), Map.of(), List.of());

    assertThat(config)
        .isEqualTo(
            new KalmConfig(
                Path.of("/var/lib/kalm"),
                Optional.empty(),
                Optional.empty(),
                new ListenConfig(
                    List.of(new InetSocketAddress("0.0.0.0", 53)),
                    List.of(new InetSocketAddress("0.0.0.0", 80)),
                    List.of(new InetSocketAddress("0.0.0.0", 8443))),
                new DnsConfig(Optional.empty(), Duration.ofSeconds(1), 1000, List.of()),
                List.of(),
                new ResolverConfig(List.of()),
                new RenewalConfig(
                    100.0 / 3,
                    50,
                    Duration.ofDays(10),
                    List.of(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(100),
                        Duration.ofDays(1))),
                Optional.empty()));
  }

  @Test
  void takesDefaultsFromAnEmptyFileToo() throws IOException {
    assertThat(load("")).isEqualTo(load("# nothing but a comment\n")).isEqualTo(load("cluster:\n"));
  }

  @Test
  void readsEveryKeyOfTheFile() throws IOException {
    Files.writeString(folder.resolve("pebble-root.pem"), "a comment\n" + ROOT);

    KalmConfig config =
        load(
            """
            data: state
            database: { url: "jdbc:postgresql://db/kalm", user: kalm, password: "s3cret" }
            cluster: { domain: MyCluster.com., addresses: [34.84.45.105, "2001:db8::7"] }
            listen: { dns: "127.0.0.1:5353, [::1]:5353", http: ["0.0.0.0:8080"], api: "0.0.0.0:0" }
            authorities:
              - name: letsencrypt
                directory: https://acme-v02.api.letsencrypt.org/directory
                email: me@myapp.com
                termsOfServiceAgreed: true
              - name: pebble
                directory: https://127.0.0.1:14000/dir
                trust: pebble-root.pem
                externalAccountBinding: { keyId: kid-1, hmacKey: "c2VjcmV0LWhtYWM" }
            dns: { nodeId: node-1, txtTtl: 0s, rateLimit: 200, rateLimitExempt: [192.0.2.0/24, "2001:db8::7"] }
            resolver: { servers: ["127.0.0.1:1053", 127.0.0.2] }
            renewal: { remainingPercent: 40, shortLivedRemainingPercent: 60, shortLived: 8d, retries: [10s, PT5M] }
            oidc:
              issuer: https://login.mycompany.com/
              name: My Company
              clientId: kalm
              clientSecret: s3cret-of-kalm
              scopes: [profile, groups]
              trust: pebble-root.pem
              defaultRole: none
              rolesClaim: roles
              roles: { administrator: [ops], operator: [web, shop], viewer: [all] }
              operatorDomains: [myapp.com]
            """);

    assertThat(config)
        .isEqualTo(
            new KalmConfig(
                folder.resolve("state"),
                Optional.of(new DatabaseConfig("jdbc:postgresql://db/kalm", "kalm", "s3cret")),
                Optional.of(
                    new ClusterConfig(
                        "mycluster.com",
                        List.of(
                            InetAddress.ofLiteral("34.84.45.105"),
                            InetAddress.ofLiteral("2001:db8::7")))),
                new ListenConfig(
                    List.of(
                        new InetSocketAddress("127.0.0.1", 5353),
                        new InetSocketAddress("::1", 5353)),
                    List.of(new InetSocketAddress("0.0.0.0", 8080)),
                    List.of(new InetSocketAddress("0.0.0.0", 0))),
                new DnsConfig(
                    Optional.of("node-1"),
                    Duration.ZERO,
                    200,
                    List.of("192.0.2.0/24", "2001:db8:0:0:0:0:0:7/128")),
                List.of(
                    new AuthorityConfig(
                        "letsencrypt",
                        URI.create("https://acme-v02.api.letsencrypt.org/directory"),
                        Optional.of("me@myapp.com"),
                        true,
                        Optional.empty(),
                        Optional.empty()),
                    new AuthorityConfig(
                        "pebble",
                        URI.create("https://127.0.0.1:14000/dir"),
                        Optional.empty(),
                        false,
                        Optional.of(ROOT),
                        Optional.of(
                            new AuthorityConfig.ExternalAccountBinding(
                                "kid-1", "c2VjcmV0LWhtYWM")))),
                new ResolverConfig(
                    List.of(
                        new InetSocketAddress("127.0.0.1", 1053),
                        new InetSocketAddress("127.0.0.2", 53))),
                new RenewalConfig(
                    40,
                    60,
                    Duration.ofDays(8),
                    List.of(Duration.ofSeconds(10), Duration.ofMinutes(5))),
                Optional.of(
                    new OidcConfig(
                        URI.create("https://login.mycompany.com/"),
                        "My Company",
                        new OidcConfig.Client(
                            "kalm",
                            Optional.of("s3cret-of-kalm"),
                            List.of("openid", "profile", "groups")),
                        Optional.of(ROOT),
                        new OidcConfig.Roles(
                            Optional.empty(),
                            "roles",
                            Map.of(
                                UserRole.ADMINISTRATOR, List.of("ops"),
                                UserRole.OPERATOR, List.of("web", "shop"),
                                UserRole.VIEWER, List.of("all")),
                            List.of("myapp.com"))))));
  }

  @Test
  void readsEveryKeyFromTheEnvironmentWhichGoesBeforeTheFile() throws IOException {
    Path trust = Files.writeString(folder.resolve("root.pem"), ROOT);
    Path file =
        write(
            """
            cluster: { domain: other.com, addresses: [192.0.2.1] }
            authorities:
              - { name: first, directory: "https://first.example/dir" }
            """);

    KalmConfig config =
        ConfigLoader.load(
            Optional.of(file),
            Optional.empty(),
            Map.ofEntries(
                Map.entry("KALM_DATA", "/srv/kalm"),
                Map.entry("KALM_DATABASE_URL", "jdbc:postgresql://db/kalm"),
                Map.entry("KALM_DATABASE_USER", "kalm"),
                Map.entry("KALM_DATABASE_PASSWORD", "s3cret"),
                Map.entry("KALM_CLUSTER_DOMAIN", "mycluster.com"),
                Map.entry("KALM_CLUSTER_ADDRESSES", "192.0.2.7, 192.0.2.8"),
                Map.entry("KALM_LISTEN_DNS", "127.0.0.1:53,[::1]:53"),
                Map.entry("KALM_LISTEN_HTTP", "127.0.0.1:80"),
                Map.entry("KALM_LISTEN_API", "127.0.0.1:8443"),
                Map.entry("KALM_AUTHORITIES_0_EMAIL", "me@myapp.com"),
                Map.entry("KALM_AUTHORITIES_0_TERMS_OF_SERVICE_AGREED", "true"),
                Map.entry("KALM_AUTHORITIES_1_NAME", "second"),
                Map.entry("KALM_AUTHORITIES_1_DIRECTORY", "https://second.example/dir"),
                Map.entry("KALM_AUTHORITIES_1_TRUST", trust.toString()),
                Map.entry("KALM_AUTHORITIES_1_EXTERNAL_ACCOUNT_BINDING_KEY_ID", "kid"),
                Map.entry("KALM_AUTHORITIES_1_EXTERNAL_ACCOUNT_BINDING_HMAC_KEY", "c2VjcmV0"),
                Map.entry("KALM_RESOLVER_SERVERS", "127.0.0.53"),
                Map.entry("KALM_RENEWAL_REMAINING_PERCENT", "20"),
                Map.entry("KALM_RENEWAL_SHORT_LIVED_REMAINING_PERCENT", "30"),
                Map.entry("KALM_RENEWAL_SHORT_LIVED", "5d"),
                Map.entry("KALM_RENEWAL_RETRIES", "1m,1h"),
                Map.entry("KALM_MASTER_KEY", "not the configuration's"),
                Map.entry("KALM_SERVICE_HOST", "10.0.0.1"),
                Map.entry("PATH", "/bin")),
            List.of());

    assertThat(config.data()).isEqualTo(Path.of("/srv/kalm"));
    assertThat(config.database())
        .contains(new DatabaseConfig("jdbc:postgresql://db/kalm", "kalm", "s3cret"));
    assertThat(config.cluster().orElseThrow().domain()).isEqualTo("mycluster.com");
    assertThat(config.cluster().orElseThrow().addresses())
        .containsExactly(InetAddress.ofLiteral("192.0.2.7"), InetAddress.ofLiteral("192.0.2.8"));
    assertThat(config.listen().dns())
        .containsExactly(new InetSocketAddress("127.0.0.1", 53), new InetSocketAddress("::1", 53));
    assertThat(config.listen().http()).containsExactly(new InetSocketAddress("127.0.0.1", 80));
    assertThat(config.listen().api()).containsExactly(new InetSocketAddress("127.0.0.1", 8443));
    assertThat(config.authorities())
        .containsExactly(
            new AuthorityConfig(
                "first",
                URI.create("https://first.example/dir"),
                Optional.of("me@myapp.com"),
                true,
                Optional.empty(),
                Optional.empty()),
            new AuthorityConfig(
                "second",
                URI.create("https://second.example/dir"),
                Optional.empty(),
                false,
                Optional.of(ROOT),
                Optional.of(new AuthorityConfig.ExternalAccountBinding("kid", "c2VjcmV0"))));
    assertThat(config.resolver().servers())
        .containsExactly(new InetSocketAddress("127.0.0.53", 53));
    assertThat(config.renewal())
        .isEqualTo(
            new RenewalConfig(
                20, 30, Duration.ofDays(5), List.of(Duration.ofMinutes(1), Duration.ofHours(1))));
  }

  @Test
  void letsTheCommandLinesDataGoBeforeAllElse() throws IOException {
    Path file = write("data: /from/file\n");

    assertThat(
            ConfigLoader.load(
                    Optional.of(file),
                    Optional.of(Path.of("/from/command/line")),
                    Map.of("KALM_DATA", "/from/environment"))
                .data())
        .isEqualTo(Path.of("/from/command/line"));
  }

  @Test
  void findsTheUsualFilesInTheirOrder() throws IOException {
    Path first = folder.resolve("first.yaml");
    Path second = Files.writeString(folder.resolve("second.yaml"), "data: /second\n");

    assertThat(
            ConfigLoader.load(Optional.empty(), Optional.empty(), Map.of(), List.of(first, second))
                .data())
        .isEqualTo(Path.of("/second"));
    Files.writeString(first, "data: /first\n");
    assertThat(
            ConfigLoader.load(Optional.empty(), Optional.empty(), Map.of(), List.of(first, second))
                .data())
        .isEqualTo(Path.of("/first"));
  }

  @Test
  void reportsAllMistakesAtOnceEachWithItsKey() throws IOException {
    ConfigException failure =
        failure(
            """
            database: { user: kalm }
            cluster: { domian: mycluster.com, domain: "-x.com", addresses: [0.0.0.0, example.com] }
            listen: { dns: "53", http: "localhost:80", api: "0.0.0.0:99999" }
            authorities:
              - { name: "Let's", directory: "http://acme.example/dir", email: nobody, termsOfServiceAgreed: yes }
              - { name: pebble, directory: "https://a.example/dir", trust: missing.pem }
              - { name: pebble, directory: "https://b.example/dir" }
            resolver: [127.0.0.1]
            renewal: { remainingPercent: 100, retries: [soon] }
            listne: {}
            """,
            Map.of("KALM_LISTEN_DSN", "127.0.0.1:53"));

    assertThat(failure.mistakes())
        .containsExactlyInAnyOrder(
            "database.url: is missing: set it to the database's place, for example jdbc:postgresql://localhost/kalm.",
            "cluster.domain: \"-x.com\" is no domain name; write one such as mycluster.com (an international one in its xn-- form).",
            "cluster.addresses[0]: \"0.0.0.0\" is no address that others can reach; write the server's own, as the internet sees it.",
            "cluster.addresses[1]: \"example.com\" is no IP address; write one such as 203.0.113.7 or 2001:db8::7 (a host name does not do).",
            "cluster.domian: is no known key. Did you mean domain?",
            "listen.dns: \"53\" is no address with a port; write it as 0.0.0.0:8443 or [::]:8443, with a port up to 65535.",
            "listen.http: \"localhost:80\" is no IP address; write one such as 203.0.113.7 or 2001:db8::7 (a host name does not do).",
            "listen.api: \"0.0.0.0:99999\" is no address with a port; write it as 0.0.0.0:8443 or [::]:8443, with a port up to 65535.",
            "authorities[0].name: \"Let's\" is no name for an authority; use up to 40 of a-z, 0-9 and - such as letsencrypt-staging.",
            "authorities[0].directory: \"http://acme.example/dir\" is no https URL; write one such as https://acme-v02.api.letsencrypt.org/directory.",
            "authorities[0].email: \"nobody\" is no mail address; write one such as me@myapp.com.",
            "authorities[0].termsOfServiceAgreed: \"yes\" is neither true nor false.",
            "authorities[1].trust: \"missing.pem\" does not exist: there is no file "
                + folder.resolve("missing.pem")
                + ".",
            "authorities[2].name: \"pebble\" names two authorities; give each its own name.",
            "resolver: has to be a section with keys of its own, not a value or a list.",
            "renewal.remainingPercent: \"100\" is no percentage; write a number above 0 and below 100.",
            "renewal.retries[0]: \"soon\" is no time span; write one such as 90s, 10m, 24h or 7d.",
            "listne: is no known key. Did you mean listen?",
            "KALM_LISTEN_DSN: This variable sets no key. Did you mean KALM_LISTEN_DNS?");
    assertThat(failure).hasMessageContaining("has 19 mistakes:\n  - ");
  }

  @Test
  void refusesATrustAnchorThatIsNone() throws IOException {
    Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n");

    assertThat(
            failure(
                    """
                    authorities:
                      - { name: pebble, directory: "https://a.example/dir", trust: key.pem }
                    """,
                    Map.of())
                .mistakes())
        .containsExactly(
            "authorities[0].trust: \"key.pem\" is no PEM with certificates; give the CA's root certificate, from -----BEGIN CERTIFICATE----- on.");
  }

  @Test
  void namesTheVariableThatHoldsABadValue() throws IOException {
    assertThat(failure("", Map.of("KALM_LISTEN_API", "8443")).mistakes())
        .singleElement()
        .asString()
        .startsWith("listen.api (KALM_LISTEN_API): \"8443\" is no address with a port;");
  }

  @Test
  void refusesOnePortForTwoListeners() throws IOException {
    assertThat(failure("listen: { http: \"0.0.0.0:8443\" }", Map.of()).mistakes())
        .containsExactly(
            "listen.api: 0.0.0.0:8443 is taken by listen.http; give each its own port.");
  }

  @Test
  void wantsBothHalvesOfACluster() throws IOException {
    assertThat(failure("cluster: { domain: mycluster.com }", Map.of()).mistakes())
        .containsExactly(
            "cluster.addresses: is missing: set it to the public addresses of this server, for example [203.0.113.7].");
  }

  @Test
  void saysWhereTheYamlIsMalformedWithoutQuotingIt() throws IOException {
    ConfigException failure =
        failure(
            """
            database:
              url: "jdbc:postgresql://db/kalm"
              password: "s3cret
             user: kalm
            """,
            Map.of());

    assertThat(failure).hasMessageContaining("malformed at line");
    assertThat(everything(failure)).doesNotContain("s3cret");
    assertThat(failure("data: a\ndata: b\n", Map.of())).hasMessageContaining("data");
  }

  @Test
  void saysThatTheNamedFileIsMissing() {
    Path missing = folder.resolve("missing.yaml");

    assertThat(
            catchThrowableOfType(
                ConfigException.class,
                () -> ConfigLoader.load(Optional.of(missing), Optional.empty(), Map.of())))
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("--config");
  }

  @Test
  void neverShowsSecrets() throws IOException {
    KalmConfig config =
        load(
            """
            database: { url: "jdbc:postgresql://db/kalm?password=s3cret", user: kalm, password: "s3cret" }
            authorities:
              - name: zerossl
                directory: https://acme.zerossl.example/dir
                externalAccountBinding: { keyId: kid-1, hmacKey: "s3cret" }
            """);
    assertThat(config.toString()).contains("kid-1").doesNotContain("s3cret");

    ConfigException failure =
        failure(
            """
            database: { url: "postgresql://kalm:s3cret@db/kalm", user: kalm, passwort: "s3cret", password: ["s3cret"] }
            authorities:
              - name: zerossl
                directory: https://me:s3cret@acme.zerossl.example/dir
                externalAccountBinding: { keyId: kid-1, hmacKey: "s3cret!" }
            """,
            Map.of());
    assertThat(failure.mistakes()).hasSize(5);
    assertThat(everything(failure)).doesNotContain("s3cret");
  }

  private static String everything(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  private KalmConfig load(String yaml) throws IOException {
    return ConfigLoader.load(Optional.of(write(yaml)), Optional.empty(), Map.of());
  }

  private ConfigException failure(String yaml, Map<String, String> environment) throws IOException {
    Path file = write(yaml);
    return catchThrowableOfType(
        ConfigException.class,
        () -> ConfigLoader.load(Optional.of(file), Optional.empty(), environment));
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("kalm.yaml"), yaml);
  }
}
