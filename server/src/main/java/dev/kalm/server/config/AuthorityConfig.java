package dev.kalm.server.config;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An ACME CA.
 *
 * @param directory the directory's URL (RFC 8555 section 7.1.1)
 * @param email the account's contact
 * @param termsOfServiceAgreed until it is true, no account is made
 * @param trust PEM: the anchors for the directory's own certificate; absent: the JDK's
 * @param externalAccountBinding for a CA that wants one (RFC 8555 section 7.3.4)
 */
public record AuthorityConfig(
    String name,
    URI directory,
    Optional<String> email,
    boolean termsOfServiceAgreed,
    Optional<String> trust,
    Optional<ExternalAccountBinding> externalAccountBinding) {
  /** What is there when nobody has set an authority: nothing is agreed to yet. */
  public static final AuthorityConfig BUILT_IN =
      new AuthorityConfig(
          "letsencrypt",
          URI.create("https://acme-v02.api.letsencrypt.org/directory"),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty());

  /**
   * A key that the CA gave to its customer.
   *
   * @param hmacKey base64url
   */
  public record ExternalAccountBinding(String keyId, String hmacKey) {
    @Override
    public String toString() {
      return "ExternalAccountBinding[keyId=%s, hmacKey=hidden]".formatted(keyId);
    }

    /**
     * The key that somebody has typed.
     *
     * @throws IllegalArgumentException as {@link AuthorityConfig#name} does; quotes nothing of it
     */
    public static String key(String typed) {
      return Parsers.base64Url(typed.strip());
    }

    private static ExternalAccountBinding of(Section section) {
      return new ExternalAccountBinding(
          section.required("keyId", Parsers::text, "the key's identifier, from the CA", ""),
          section.requiredSecret(
              "hmacKey", Parsers::base64Url, "the key itself, from the CA, in base64url"));
    }
  }

  /**
   * The name that somebody has typed.
   *
   * @throws IllegalArgumentException if it is none, with the second half of a sentence that begins
   *     with it
   */
  public static String name(String typed) {
    return Parsers.authorityName(typed.strip());
  }

  /**
   * The directory's URL that somebody has typed.
   *
   * @throws IllegalArgumentException as {@link #name} does
   */
  public static URI directory(String typed) {
    return Parsers.httpsUrl(typed.strip());
  }

  /**
   * The contact that somebody has typed.
   *
   * @throws IllegalArgumentException as {@link #name} does
   */
  public static String email(String typed) {
    return Parsers.email(typed.strip());
  }

  /**
   * The trust anchors that somebody has pasted, in one form.
   *
   * @throws IllegalArgumentException as {@link #name} does
   */
  public static String trust(String pem) {
    return Parsers.certificates(pem);
  }

  static List<AuthorityConfig> of(List<Section> sections) {
    Set<String> names = new HashSet<>();
    return sections.stream()
        .map(section -> {
          AuthorityConfig authority = of(section);
          if (!names.add(authority.name) && !authority.name.isEmpty()) {
            section.mistake(
                "name",
                "\"%s\" names two authorities; give each its own name.".formatted(authority.name));
          }
          return authority;
        })
        .toList();
  }

  private static AuthorityConfig of(Section section) {
    return new AuthorityConfig(
        section.required(
            "name", Parsers::authorityName, "a short name, for example letsencrypt", ""),
        section.required(
            "directory",
            Parsers::httpsUrl,
            "the URL of the CA's ACME directory, for example " + BUILT_IN.directory,
            BUILT_IN.directory),
        section.optional("email", Parsers::email),
        section.optional("termsOfServiceAgreed", Parsers::truth).orElse(false),
        section.path("trust", Parsers::certificates),
        section.section("externalAccountBinding").map(ExternalAccountBinding::of));
  }
}
