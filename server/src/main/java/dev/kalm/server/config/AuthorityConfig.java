package dev.kalm.server.config;

import java.net.URI;
import java.nio.file.Path;
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
 * @param trust a PEM file with the anchors for the directory's own certificate; absent: the JDK's
 * @param externalAccountBinding for a CA that wants one (RFC 8555 section 7.3.4)
 */
public record AuthorityConfig(
    String name,
    URI directory,
    Optional<String> email,
    boolean termsOfServiceAgreed,
    Optional<Path> trust,
    Optional<ExternalAccountBinding> externalAccountBinding) {
  static final AuthorityConfig LETS_ENCRYPT =
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

    private static ExternalAccountBinding of(Section section) {
      return new ExternalAccountBinding(
          section.required("keyId", Parsers::text, "the key's identifier, from the CA", ""),
          section.requiredSecret(
              "hmacKey", Parsers::base64Url, "the key itself, from the CA, in base64url"));
    }
  }

  static List<AuthorityConfig> of(List<Section> sections) {
    if (sections.isEmpty()) {
      return List.of(LETS_ENCRYPT);
    }
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
            "the URL of the CA's ACME directory, for example " + LETS_ENCRYPT.directory,
            LETS_ENCRYPT.directory),
        section.optional("email", Parsers::email),
        section.optional("termsOfServiceAgreed", Parsers::truth).orElse(false),
        section.path("trust", Parsers::readableFile),
        section.section("externalAccountBinding").map(ExternalAccountBinding::of));
  }
}
