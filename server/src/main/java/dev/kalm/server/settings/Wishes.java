package dev.kalm.server.settings;

import dev.kalm.api.ProbeAuthority;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.api.SetAuthority;
import dev.kalm.api.SetCluster;
import dev.kalm.api.SetResolver;
import dev.kalm.server.config.AuthorityConfig;
import dev.kalm.server.config.AuthorityConfig.ExternalAccountBinding;
import dev.kalm.server.config.ClusterConfig;
import dev.kalm.server.config.ResolverConfig;
import dev.kalm.server.zone.ClusterAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes settings of what somebody has typed, or says all that is wrong with it. */
final class Wishes {
  static final int MOST_ADDRESSES = 16;
  static final int MOST_RESOLVERS = 8;
  private static final int LONGEST_KEY = 1024;

  private final List<Mistake> mistakes = new ArrayList<>();

  private Wishes() {}

  /** Values that are not what they should be. */
  public static final class RefusedException extends RuntimeException {
    private final transient List<Mistake> mistakes;

    RefusedException(List<Mistake> mistakes) {
      super(mistakes.stream().map(Mistake::detail).collect(Collectors.joining("; ")));
      this.mistakes = List.copyOf(mistakes);
    }

    /** All of them, each with its place. */
    public List<Mistake> mistakes() {
      return mistakes;
    }
  }

  /** A directory to look at. */
  record Directory(URI url, Optional<String> trust) {}

  static ClusterAddresses cluster(SetCluster wish) {
    Wishes wishes = new Wishes();
    Optional<String> domain =
        wishes.needed(
            "/domain", wish.domain(), ClusterConfig::domain, "the domain, such as mycluster.com");
    List<InetAddress> addresses =
        wishes.list("/addresses", wish.addresses(), MOST_ADDRESSES, ClusterConfig::address);
    if (wish.addresses().isEmpty()) {
      wishes.refuse("/addresses", "give at least one public address of this server");
    }
    wishes.end();
    return new ClusterAddresses(domain, addresses.stream().distinct().toList());
  }

  static List<InetSocketAddress> resolvers(SetResolver wish) {
    Wishes wishes = new Wishes();
    List<InetSocketAddress> servers =
        wishes.list("/servers", wish.servers(), MOST_RESOLVERS, ResolverConfig::server);
    wishes.end();
    return servers;
  }

  static Directory directory(ProbeAuthority wish) {
    Wishes wishes = new Wishes();
    Optional<URI> url = wishes.directory(wish.directory());
    Optional<String> trust = wishes.secret("/trust", wish.trust(), AuthorityConfig::trust);
    wishes.end();
    return new Directory(url.orElseThrow(), trust);
  }

  /**
   * All of an authority.
   *
   * @param before what is set under the name; its binding's key is kept for the same identifier
   */
  static AuthorityConfig authority(
      String name, SetAuthority wish, Optional<AuthorityConfig> before) {
    Wishes wishes = new Wishes();
    Optional<String> named = wishes.optional("/name", name, AuthorityConfig::name);
    Optional<URI> directory = wishes.directory(wish.directory());
    Optional<String> email = wishes.optional("/email", wish.email(), AuthorityConfig::email);
    Optional<String> trust = wishes.secret("/trust", wish.trust(), AuthorityConfig::trust);
    Optional<ExternalAccountBinding> binding =
        Optional.ofNullable(wish.externalAccountBinding())
            .flatMap(given ->
                wishes.binding(given, before.flatMap(AuthorityConfig::externalAccountBinding)));
    wishes.end();
    return new AuthorityConfig(
        named.orElseThrow(),
        directory.orElseThrow(),
        email,
        Boolean.TRUE.equals(wish.termsOfServiceAgreed()),
        trust,
        binding);
  }

  private Optional<URI> directory(@Nullable String typed) {
    return needed(
        "/directory",
        typed,
        AuthorityConfig::directory,
        "the URL of the CA's ACME directory, such as " + AuthorityConfig.BUILT_IN.directory());
  }

  private Optional<ExternalAccountBinding> binding(
      SetAuthority.ExternalAccountBinding given, Optional<ExternalAccountBinding> before) {
    String keyId = Objects.requireNonNullElse(given.keyId(), "").strip();
    if (keyId.isEmpty() || keyId.length() > LONGEST_KEY) {
      refuse("/externalAccountBinding/keyId", "give the key's identifier, from the CA");
      return Optional.empty();
    }
    String typed = given.hmacKey();
    if (typed == null || typed.isBlank() || typed.length() > LONGEST_KEY) {
      Optional<ExternalAccountBinding> kept =
          before.filter(known -> typed == null && known.keyId().equals(keyId));
      if (kept.isEmpty()) {
        refuse("/externalAccountBinding/hmacKey", "give the key itself, from the CA, in base64url");
      }
      return kept;
    }
    return secret("/externalAccountBinding/hmacKey", typed, ExternalAccountBinding::key)
        .map(key -> new ExternalAccountBinding(keyId, key));
  }

  private <T> Optional<T> needed(
      String pointer, @Nullable String typed, Function<String, T> parser, String meaning) {
    if (typed == null || typed.isBlank()) {
      refuse(pointer, "give " + meaning);
    }
    return optional(pointer, typed, parser);
  }

  private <T> Optional<T> optional(
      String pointer, @Nullable String typed, Function<String, T> parser) {
    return parsed(pointer, typed, parser, true);
  }

  /** As {@link #optional}, for what no message may quote. */
  private <T> Optional<T> secret(
      String pointer, @Nullable String typed, Function<String, T> parser) {
    return parsed(pointer, typed, parser, false);
  }

  private <T> Optional<T> parsed(
      String pointer, @Nullable String typed, Function<String, T> parser, boolean mayQuote) {
    if (typed == null || typed.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(typed));
    } catch (IllegalArgumentException refused) {
      refuse(pointer, (mayQuote ? "\"" + typed.strip() + "\" " : "this ") + refused.getMessage());
      return Optional.empty();
    }
  }

  private <T> List<T> list(
      String pointer, List<String> typed, int limit, Function<String, T> parser) {
    if (typed.size() > limit) {
      refuse(pointer, "give at most %d".formatted(limit));
      return List.of();
    }
    List<T> parsed = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      needed(pointer + "/" + i, typed.get(i), parser, "an address, such as 203.0.113.7")
          .ifPresent(parsed::add);
    }
    return parsed;
  }

  private void refuse(String pointer, String detail) {
    mistakes.add(Mistake.at(pointer, detail));
  }

  private void end() {
    if (!mistakes.isEmpty()) {
      throw new RefusedException(mistakes);
    }
  }
}
