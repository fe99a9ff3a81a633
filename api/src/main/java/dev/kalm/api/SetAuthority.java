package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sets all of an authority.
 *
 * @param trust PEM of the anchors for the directory's own certificate; null: those of Java
 * @param isDefault whether requests that name no authority get this one; null: no
 */
public record SetAuthority(
    @Nullable String directory,
    @Nullable String email,
    @Nullable Boolean termsOfServiceAgreed,
    @Nullable String trust,
    @Nullable ExternalAccountBinding externalAccountBinding,
    @JsonProperty("default") @Nullable Boolean isDefault) {

  /**
   * A key that the CA gave to its customer (RFC 8555 section 7.3.4).
   *
   * @param hmacKey base64url; null keeps the one that was set for this identifier
   */
  public record ExternalAccountBinding(@Nullable String keyId, @Nullable String hmacKey) {
    @Override
    public String toString() {
      return "ExternalAccountBinding[keyId=%s, hmacKey=hidden]".formatted(keyId);
    }
  }
}
