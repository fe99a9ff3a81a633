package dev.kalm.testnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An internet in a box, running from {@link #start()} until {@link #close()} or the end of the JVM.
 */
public final class Testnet implements AutoCloseable {
  private final AddressBlock addresses;
  private final Path folder;
  private final Registry registry;
  private final Provider provider;
  private final Resolver resolver;
  private final Queue<Runnable> others = new ConcurrentLinkedQueue<>();
  private final AtomicInteger furtherResolvers = new AtomicInteger();
  private final Thread shutdownHook = new Thread(this::stopAll, "testnet-shutdown");
  private volatile @Nullable Pebble pebble;

  private Testnet(AddressBlock addresses, Path folder, boolean signed) {
    this.addresses = addresses;
    this.folder = folder;
    ZoneSigner signer = signed ? new ZoneSigner(folder.resolve("keys")) : null;
    registry = new Registry(addresses.root(), folder.resolve("registry"), signer);
    provider = new Provider(addresses.provider(), folder.resolve("provider"), registry, signer);
    resolver = new Resolver(ResolverKind.UNBOUND, addresses.resolver(), folder.resolve("resolver"));
  }

  public static Testnet start() {
    return start(TestnetSettings.defaults());
  }

  /**
   * Returns when every part has answered; a part that does not is a {@link TestnetException}, and
   * nothing is left.
   */
  public static Testnet start(TestnetSettings settings) {
    AddressBlock addresses = AddressBlock.lease();
    Testnet box;
    try {
      box =
          new Testnet(
              addresses,
              Files.createTempDirectory("kalm-testnet-" + addresses.number() + "-"),
              settings.signed());
    } catch (IOException | RuntimeException e) {
      addresses.close();
      throw e instanceof TestnetException failure
          ? failure
          : new TestnetException("No folder for the testnet: " + e, e);
    }
    Runtime.getRuntime().addShutdownHook(box.shutdownHook);
    try {
      box.startAll(settings);
      return box;
    } catch (CompletionException e) {
      box.close();
      throw e.getCause() instanceof TestnetException failure
          ? failure
          : new TestnetException("The testnet does not start: " + e.getCause(), e);
    }
  }

  /** Whether {@link TestnetSettings#withSignedNames} works here: ldns's tools are installed. */
  public static boolean canSignNames() {
    return ZoneSigner.isInstalled();
  }

  /** Where the CA's resolver answers for this internet, over UDP and TCP. */
  public InetSocketAddress resolver() {
    return resolver.address();
  }

  /**
   * Starts another resolver at an address of its own, and returns when it resolves.
   *
   * @param tcpOnly asks name servers over TCP only; not every kind can
   */
  public Resolver startResolver(ResolverKind kind, boolean tcpOnly) {
    int number = furtherResolvers.incrementAndGet();
    return start(
        new Resolver(kind, addresses.resolver(number), folder.resolve("resolver-" + number)),
        tcpOnly);
  }

  /** Starts an Unbound that caches, as most people's resolvers do, and returns when it resolves. */
  public Resolver startCachingResolver() {
    int number = furtherResolvers.incrementAndGet();
    return start(
        new Resolver(
            ResolverKind.UNBOUND,
            new Unbound(false, true),
            addresses.resolver(number),
            folder.resolve("resolver-" + number)),
        false);
  }

  private Resolver start(Resolver further, boolean tcpOnly) {
    others.add(further::close);
    further.start(registry.hints(), tcpOnly);
    further.awaitReady();
    return further;
  }

  /**
   * Starts an OpenID provider, and returns when it serves; a box has one at a time.
   *
   * @param redirectUri the only one that it sends its client's users back to
   */
  public OidcProvider startOidcProvider(URI redirectUri, List<OidcProvider.User> users) {
    Path own = folder.resolve("oidc-provider");
    OidcProvider started = new OidcProvider(addresses.oidcProvider(), own);
    others.add(started::close);
    started.start(redirectUri, users, own);
    return started;
  }

  /** Whom a resolver or a zone checker begins with, and trusts. */
  public RootHints rootHints() {
    return registry.hints();
  }

  /** Where a Kalm under test listens: ports 53, 80 and 8443 are free there. */
  public InetAddress kalmAddress() {
    return addresses.kalm();
  }

  /** Where a second node answers DNS, when a test wants one: port 53 is free there. */
  public InetAddress secondKalmAddress() {
    return addresses.secondKalm();
  }

  /** An address that nothing of the box uses. */
  public InetAddress spareAddress() {
    return addresses.spare();
  }

  /** The CA's ACME directory (RFC 8555 section 7.1.1). */
  public URI directory() {
    return pebble().directory();
  }

  /**
   * PEM of the root that vouches for the HTTPS of {@link #directory()} and {@link #management()}.
   */
  public Path trustAnchor() {
    return pebble().trustAnchor();
  }

  public URI management() {
    return pebble().management();
  }

  public Provider provider() {
    return provider;
  }

  public Pebble pebble() {
    Pebble present = pebble;
    if (present == null) {
      throw new IllegalStateException("The testnet has not started");
    }
    return present;
  }

  /** Configurations and logs of all parts; {@link #close()} removes it. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException _) {
      // The JVM is ending, and the hook does the same.
    }
  }

  private void startAll(TestnetSettings settings) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Void> names = CompletableFuture.runAsync(registry::start, threads);
      CompletableFuture<Void> resolving =
          CompletableFuture.runAsync(() -> resolver.start(registry.hints(), false), threads)
              .thenCombine(names, (_, _) -> null)
              .thenRunAsync(resolver::awaitReady, threads);
      CompletableFuture<Void> providing = CompletableFuture.runAsync(provider::startEmpty, threads);
      CompletableFuture<Void> issuing =
          CompletableFuture.runAsync(() -> startPebble(settings), threads);
      CompletableFuture.allOf(resolving, providing, issuing).join();
    }
  }

  private void startPebble(TestnetSettings settings) {
    Path own = folder.resolve("pebble");
    ServerIdentity identity = ServerIdentity.create(addresses.authority(), "Pebble", own);
    Pebble started = new Pebble(addresses.authority(), resolver(), settings, identity, own);
    pebble = started;
    started.start();
  }

  private synchronized void stopAll() {
    Pebble started = pebble;
    Stream<Runnable> stops =
        Stream.concat(
            Stream.of(registry::stop, provider::stop, resolver::close, () -> stop(started)),
            others.stream());
    CompletableFuture.allOf(
            stops.map(CompletableFuture::runAsync).toArray(CompletableFuture[]::new))
        .join();
    removeFolder();
    addresses.close();
  }

  private static void stop(@Nullable Pebble started) {
    if (started != null) {
      started.stop();
    }
  }

  private void removeFolder() {
    if (Boolean.getBoolean("kalm.testnet.keep") || !Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted((left, right) -> right.compareTo(left)).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.err.println("The testnet's folder " + folder + " cannot be removed: " + e);
    }
  }
}
