package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateQuery;
import dev.kalm.api.CertificateSort;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.KalmClient;
import dev.kalm.api.SortOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List certificates.")
final class CertList extends ListCommand<Certificate> {
  @Option(names = "--search", paramLabel = "TEXT", description = "Only those with this in a name.")
  private @Nullable String search;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      converter = ContractOptions.Status.class,
      description = "Only these: pending, issuing, ready, renewing, failing, revoked, expired.")
  private List<CertificateStatus> statuses = new ArrayList<>();

  @Option(
      names = "--challenge",
      paramLabel = "CHALLENGE",
      converter = ContractOptions.Challenge.class,
      description = "Only those proven by dns-01 or http-01.")
  private @Nullable ChallengeType challenge;

  @Option(names = "--authority", paramLabel = "NAME", description = "Only those of this authority.")
  private @Nullable String authority;

  @Option(
      names = "--sort",
      paramLabel = "BY",
      converter = ContractOptions.Sort.class,
      description = "created, name, status (the worst first), not-after or renew-at.")
  private @Nullable CertificateSort sort;

  @Option(names = "--reverse", description = "The other way round.")
  private boolean reverse;

  CertList(Terminal terminal) {
    super(terminal);
  }

  @Override
  Pages.Source<Certificate> source(KalmClient client) {
    CertificateQuery query =
        new CertificateQuery(
            search, statuses, challenge, authority, sort, reverse ? SortOrder.DESC : null);
    return (size, cursor) -> client.certificates(query, size, cursor).page();
  }

  @Override
  String text(List<Certificate> entries) {
    return entries.isEmpty() && isNarrowed()
        ? "No certificate is like that.\n"
        : Text.certificates(entries, terminal.clock().instant());
  }

  private boolean isNarrowed() {
    return search != null || !statuses.isEmpty() || challenge != null || authority != null;
  }
}
