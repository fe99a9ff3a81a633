package dev.kalm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An ACME CA as it is set.
 *
 * @param directory the URL of its directory (RFC 8555 section 7.1.1)
 * @param email the account's contact
 * @param trust whether its directory is trusted by certificates of its own
 * @param trustAnchors these certificates, PEM
 * @param externalAccountKeyId of the external account binding, whose key is never shown
 * @param isDefault whether requests that name no authority get this one
 * @param certificates how many there are of it
 */
public record AuthoritySetting(
    String name,
    String directory,
    @Nullable String email,
    boolean termsOfServiceAgreed,
    boolean trust,
    @Nullable String trustAnchors,
    @Nullable String externalAccountKeyId,
    @JsonProperty("default") boolean isDefault,
    SettingSource source,
    int certificates) {}
