package dev.kalm.cli;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.KeyType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "create",
    description = "Ask for a certificate; a wildcard is written '*.myapp.com'.")
final class CertCreate extends IssuingCommand {
  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names, all in one certificate.")
  private List<String> names = List.of();

  @Option(names = "--authority", paramLabel = "A", description = "A configured CA's name.")
  private @Nullable String authority;

  @Option(
      names = "--challenge",
      paramLabel = "dns-01|http-01",
      converter = ContractOptions.Challenge.class,
      description = "Unless given: dns-01 if there is a wildcard, else http-01.")
  private @Nullable ChallengeType challenge;

  @Option(
      names = "--key",
      paramLabel = "TYPE",
      converter = ContractOptions.Key.class,
      description = "ec-p256 (the default), ec-p384, rsa-2048, rsa-3072 or rsa-4096.")
  private @Nullable KeyType keyType;

  @Option(names = "--profile", paramLabel = "P", description = "A profile of the CA.")
  private @Nullable String profile;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The validation zone for domains that have no delegation yet.")
  private @Nullable String zone;

  CertCreate(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(KalmClient client) throws KalmException {
    CreateCertificate wanted =
        new CreateCertificate(names, authority, challenge, keyType, profile, zone);
    return started(client, client.createCertificate(wanted), null);
  }
}
