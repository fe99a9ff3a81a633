package dev.kalm.cli;

import dev.kalm.api.AuthorityDirectory;
import dev.kalm.api.AuthoritySetting;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.ProbeAuthority;
import dev.kalm.api.SetAuthority;
import dev.kalm.api.SetAuthority.ExternalAccountBinding;
import dev.kalm.api.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "authority",
    description = "Add a CA, or change it: what no option speaks of stays as it is set.")
final class SettingsAuthority extends SettingsCommand {
  private static final String KEY_VARIABLE = "KALM_EAB_HMAC_KEY";

  @Parameters(paramLabel = "NAME", description = "A short name, such as letsencrypt.")
  private String name = "";

  @Option(names = "--directory", paramLabel = "URL", description = "The CA's ACME directory.")
  private @Nullable String directory;

  @Option(names = "--email", paramLabel = "ADDRESS", description = "The account's contact.")
  private @Nullable String email;

  @Option(
      names = "--agree-terms",
      description = "You have read the CA's terms of service and agree to them.")
  private boolean agreed;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "PEM: what the directory's own certificate is checked against; for a private CA.")
  private @Nullable Path trust;

  @Option(
      names = "--eab-key-id",
      paramLabel = "ID",
      description = {
        "For CAs that bind ACME to an account with them: the key's identifier.",
        "The key itself, in base64url, comes from KALM_EAB_HMAC_KEY."
      })
  private @Nullable String keyId;

  @Option(names = "--default", description = "Where no authority is named, this one is used.")
  private boolean isDefault;

  @Option(names = "--delete", description = "Forget the authority instead.")
  private boolean delete;

  SettingsAuthority(Terminal terminal) {
    super(terminal);
  }

  @Override
  Settings ask(KalmClient client) throws IOException {
    if (delete) {
      return client.deleteAuthority(name);
    }
    Optional<AuthoritySetting> before =
        client.settings().authorities().stream().filter(one -> one.name().equals(name)).findFirst();
    Settings settings = client.setAuthority(name, wanted(before));
    settings.authorities().stream()
        .filter(one -> one.name().equals(name) && !one.termsOfServiceAgreed())
        .forEach(one -> hint(client, one));
    return settings;
  }

  private SetAuthority wanted(Optional<AuthoritySetting> before) throws IOException {
    String key = terminal.variable(KEY_VARIABLE);
    String identifier =
        keyId == null ? before.map(AuthoritySetting::externalAccountKeyId).orElse(null) : keyId;
    return new SetAuthority(
        directory == null ? before.map(AuthoritySetting::directory).orElse(null) : directory,
        email == null ? before.map(AuthoritySetting::email).orElse(null) : email,
        agreed || before.map(AuthoritySetting::termsOfServiceAgreed).orElse(false),
        trust == null
            ? before.map(AuthoritySetting::trustAnchors).orElse(null)
            : Files.readString(trust),
        identifier == null ? null : new ExternalAccountBinding(identifier, key),
        isDefault || before.map(AuthoritySetting::isDefault).orElse(false));
  }

  /** Where the terms are that nobody has agreed to. */
  private void hint(KalmClient client, AuthoritySetting authority) {
    try {
      AuthorityDirectory seen =
          client.probeAuthority(
              new ProbeAuthority(authority.directory(), authority.trustAnchors()));
      if (seen.termsOfService() != null && !authority.trust()) {
        terminal
            .err()
            .printf(
                "Nothing is issued by %s before somebody agrees to its terms of service: read %s, then repeat this with --agree-terms.%n",
                authority.name(), seen.termsOfService());
      }
    } catch (KalmException unreadable) {
      terminal.err().print("The authority is set. Note: " + Text.problem(unreadable.problem()));
    }
  }
}
