package dev.kalm.e2e;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateVersion;
import dev.kalm.api.CreateLink;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.KalmException;
import dev.kalm.api.OneTimeLink;
import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.TestnetException;
import dev.kalm.testnet.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ./dev demo}: the main job in front of the reader, on an internet in a box: a wildcard
 * certificate by DNS-01, an ordinary one by HTTP-01, and a renewal. Exit code 0 is the whole of it
 * done.
 */
public final class Demo {
  private static final String CLUSTER = "mycluster.com";
  private static final String APP = "myapp.com";
  private static final String WWW = "www." + APP;
  private static final String WILDCARD = "*." + APP;
  private static final int LIST_LIMIT = 10;
  private static final String KEEP_LOGS = "kalm.testnet.keep";
  private static final String ALL_USERS = "4294967295";

  private final Screen screen;
  private final Testnet box;
  private final Zone cluster;
  private final Zone app;
  private final KalmProcess kalm;
  private final Commands commands;
  private final Path folder;

  private Demo(Screen screen, Testnet box, KalmProcess kalm, Path folder) {
    this.screen = screen;
    this.box = box;
    this.cluster = box.provider().zone(CLUSTER);
    this.app = box.provider().zone(APP);
    this.kalm = kalm;
    this.commands = new Commands(kalm, screen);
    this.folder = folder;
  }

  public static void main(String[] arguments) {
    boolean keep = List.of(arguments).equals(List.of("--keep"));
    if (arguments.length > 0 && !keep) {
      System.err.println("usage: ./dev demo [--keep]");
      System.exit(2);
    }
    try {
      KalmProgram program = KalmProgram.ofDistribution(distribution());
      System.exit(show(new Screen(), program, keep));
    } catch (IllegalStateException notBuilt) {
      System.err.println(notBuilt.getMessage());
      System.exit(1);
    }
  }

  private static int show(Screen screen, KalmProgram program, boolean keep) {
    screen.title(
        "Kalm, from nothing to certificates",
        "Real name servers, a real resolver and a real CA, all on this machine. Nothing leaves it.");
    Path folder = folder();
    String logs = "Logs: " + folder;
    // The box removes its logs when it ends, unless it is told to keep them.
    System.setProperty(KEEP_LOGS, "true");
    try (Testnet box = startBox(screen)) {
      logs = "Logs: " + folder.resolve("kalm.log") + " and the folders in " + box.folder();
      KalmSettings settings = KalmSettings.of(box, CLUSTER);
      try (KalmProcess kalm = KalmProcess.prepare(program, settings, folder)) {
        Runtime.getRuntime().addShutdownHook(new Thread(kalm::stop, "demo-stop"));
        Demo demo = new Demo(screen, box, kalm, folder);
        demo.startKalm();
        demo.run();
        System.clearProperty(KEEP_LOGS);
        screen.closing("All done in " + screen.sinceStart() + ", exit code 0.");
        if (keep) {
          demo.keep();
        }
      }
      remove(folder);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      screen.failed(sentence(e), logs);
      return 1;
    }
  }

  private static String sentence(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }

  private static Testnet startBox(Screen screen) {
    screen.step(
        "Start an internet in a box",
        "A certificate is only proven by the path that a CA takes: root, .com, a DNS provider, a resolver, a CA.");
    Testnet box = Testnet.start();
    try {
      box.provider().zone(CLUSTER);
      box.provider().zone(APP);
      screen.fact(
          "DNS provider",
          "NSD on %s, with your domains %s and %s"
              .formatted(box.provider().address().getHostAddress(), CLUSTER, APP));
      screen.fact(
          "CA's resolver",
          "unbound on %s, which asks from the root down"
              .formatted(box.resolver().getAddress().getHostAddress()));
      screen.fact("CA", "Pebble at " + box.directory() + ", which refuses every tenth nonce");
      screen.done("the internet is up");
      return box;
    } catch (TestnetException e) {
      box.close();
      throw e;
    }
  }

  private void startKalm() {
    screen.step(
        "Start Kalm",
        "One process with a database inside; it may use "
            + CLUSTER
            + " and listens on ports 53, 80 and 8443.");
    screen.command("kalm serve --config " + kalm.configuration() + " --data " + kalm.data());
    kalm.start();
    screen.command(
        "export "
            + kalm.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining(" ")));
    screen.done("ready");
  }

  private void run() throws IOException, InterruptedException, GeneralSecurityException {
    wildcard();
    ordinary();
    renewal();
    screen.step(
        "Look at what there is",
        "Each certificate is renewed by itself when a third of its lifetime is left.");
    commands.run("cert", "list");
    screen.done(certificates().size() + " certificates");
  }

  private void wildcard() throws IOException, InterruptedException, GeneralSecurityException {
    screen.step(
        "Ask for a wildcard and its apex",
        "Wildcards need DNS-01; Kalm makes a validation zone at a random name, and says once which records lead to it.");
    try (Commands.Running create =
        commands.begin("Follow it with", "cert", "create", WILDCARD, APP, "--wait")) {
      create.awaitMark();
      List<DnsRecord> wanted = records();
      screen.done("Kalm waits for the records");
      screen.step(
          "Be the user at the DNS provider",
          "Two records delegate the zone to Kalm, once for all domains; one CNAME for each domain delegates its proofs.");
      for (DnsRecord dns : addressesFirst(wanted)) {
        add(dns.type().equals("CNAME") ? app : cluster, dns);
      }
      screen.done("three records, and nothing to click afterwards");
      screen.step(
          "Kalm notices by itself and gets the certificate",
          "It looks from outside until the CNAME is there; only then it places the order, so that no attempt is wasted.");
      create.awaitEnd();
    }
    screen.done("issued");
    showChain(WILDCARD);
  }

  /** Waits for what `cert create` has already written. */
  private List<DnsRecord> records() throws KalmException {
    List<Certificate> all = certificates();
    if (all.isEmpty() || all.getFirst().records().isEmpty()) {
      throw new IllegalStateException("Kalm names no records for " + WILDCARD);
    }
    return all.getFirst().records();
  }

  /** A delegation to a name without an address would be an error at every resolver meanwhile. */
  private static List<DnsRecord> addressesFirst(List<DnsRecord> records) {
    return records.stream()
        .sorted(
            Comparator.comparingInt(dns -> List.of("A", "AAAA", "NS", "CNAME").indexOf(dns.type())))
        .toList();
  }

  private void add(Zone zone, DnsRecord dns) throws IOException {
    screen.says(
        Screen.Voice.YOU,
        "add to " + zone.origin() + ":  " + dns.name() + "  " + dns.type() + "  " + dns.value());
    zone.add(dns.type(), dns.name(), dns.value());
    DnsAnswer seen = DnsAnswer.ask(box.resolver(), dns.name(), dns.type());
    screen.says(Screen.Voice.RESOLVER, dns.name() + " " + dns.type() + " is now " + seen.text());
  }

  private void showChain(String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    screen.step(
        "Look at the chain",
        "Exported to files and verified against the CA's root with nothing but the JDK.");
    Path out = Files.createDirectories(folder.resolve("export"));
    commands.run("cert", "export", name, "--out", out.toString());
    IssuedChain chain = IssuedChain.read(out);
    chain.verify(box.pebble().rootPem());
    if (!chain.keyMatches()) {
      throw new GeneralSecurityException("the private key in " + out + " is not the certificate's");
    }
    screen.plain("");
    screen.fact("names", String.join(", ", chain.names()));
    screen.fact(
        "valid",
        chain.leaf().getNotBefore().toInstant() + " to " + chain.leaf().getNotAfter().toInstant());
    int depth = 0;
    for (X509Certificate certificate : chain.certificates()) {
      screen.fact(
          "chain " + depth++,
          subject(certificate) + "  issued by " + certificate.getIssuerX500Principal().getName());
    }
    screen.done("names, dates, key and signatures verified up to the CA's root");
  }

  /** What Pebble and public CAs leave empty is named by its alternative names. */
  private static String subject(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    return name.isEmpty() ? "(no subject)" : name;
  }

  private void ordinary() throws IOException, InterruptedException {
    screen.step(
        "Get an ordinary certificate by HTTP-01",
        WWW
            + " leads to this machine, so Kalm answers the CA on port 80: one A record, no delegation.");
    add(
        app,
        new DnsRecord(
            "A", WWW, box.kalmAddress().getHostAddress(), dev.kalm.api.RecordStatus.UNKNOWN, null));
    commands.run("cert", "create", WWW, "--wait");
    screen.done("issued");
  }

  private void renewal() throws IOException, InterruptedException {
    screen.step(
        "Renew the wildcard now",
        "It would happen by itself in time; the delegation stays, so nobody has to do anything.");
    String before = version().serial();
    commands.run("cert", "renew", WILDCARD, "--wait");
    String after = version().serial();
    if (after.equals(before)) {
      throw new IllegalStateException("the serial number is still " + before);
    }
    screen.plain("");
    screen.fact("serial before", before);
    screen.fact("serial now", after);
    screen.done("renewed");
  }

  private CertificateVersion version() throws KalmException {
    CertificateVersion version = certificates().getFirst().version();
    if (version == null) {
      throw new IllegalStateException(WILDCARD + " has no version");
    }
    return version;
  }

  private List<Certificate> certificates() throws KalmException {
    return kalm.client().certificates(LIST_LIMIT, null).items();
  }

  private void keep() throws InterruptedException, IOException {
    screen.plain("");
    screen.plain("Everything keeps running until Ctrl-C. To talk to it from another shell:");
    screen.plain("");
    if (!Files.readString(Path.of("/proc/self/uid_map")).contains(ALL_USERS)) {
      // Not started as root, so that all of this is in namespaces of its own.
      screen.plain(
          "nsenter --preserve-credentials --user --net --target " + ProcessHandle.current().pid());
    }
    kalm.environment().forEach((key, value) -> screen.plain("export " + key + "=" + value));
    screen.plain("export PATH=" + distribution().resolve("bin") + ":$PATH");
    screen.plain("kalm cert list");
    screen.plain(
        "dig @"
            + box.resolver().getAddress().getHostAddress()
            + " _acme-challenge."
            + APP
            + " CNAME");
    String page = "/certificates/" + certificates().getFirst().id();
    OneTimeLink link = kalm.client().access().createLink(new CreateLink(page));
    screen.plain("");
    screen.plain(
        "To see the certificate in a browser (it warns of a certificate that is its own; the link signs in once):");
    screen.plain("");
    screen.plain(link.url());
    Thread.currentThread().join();
  }

  /** Where {@code ./dev build} has put it. */
  private static Path distribution() {
    String named = System.getenv("KALM_DISTRIBUTION");
    return Path.of(named == null ? "target/kalm" : named).toAbsolutePath();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("kalm-demo-");
    } catch (IOException e) {
      throw new IllegalStateException("No folder for the demo: " + e, e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted((left, right) -> right.compareTo(left)).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
