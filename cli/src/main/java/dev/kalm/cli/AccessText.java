package dev.kalm.cli;

import dev.kalm.api.ApiToken;
import dev.kalm.api.AuditEntry;
import dev.kalm.api.User;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users, tokens and the audit log for people. */
final class AccessText {
  private AccessText() {}

  static String users(List<User> users) {
    Table table = new Table("USERNAME", "ROLE", "SOURCE", "LAST SIGN-IN", "DOMAINS");
    for (User user : users) {
      table.row(
          user.username(),
          user.role() + (user.disabled() ? " (disabled)" : ""),
          user.source().toString(),
          minute(user.lastSignInAt()),
          domains(user.domains()));
    }
    return users.isEmpty() ? "No users yet.\n" : table.toString();
  }

  static String tokens(List<ApiToken> tokens, Instant now) {
    Table table = new Table("ID", "NAME", "SCOPE", "STATE", "EXPIRES", "LAST USE", "GOOD FOR");
    for (ApiToken token : tokens) {
      table.row(
          token.id(),
          token.name(),
          token.scope().toString(),
          state(token, now),
          minute(token.expiresAt()),
          minute(token.lastUsedAt()),
          token.certificate() == null ? domains(token.domains()) : token.certificate());
    }
    return tokens.isEmpty()
        ? "No tokens yet. Make one: kalm token create NAME\n"
        : table.toString();
  }

  static String state(ApiToken token, Instant now) {
    if (token.revokedAt() != null) {
      return "revoked";
    }
    Instant expiresAt = token.expiresAt();
    return expiresAt != null && !expiresAt.isAfter(now) ? "expired" : "good";
  }

  static String audit(List<AuditEntry> entries) {
    Table table = new Table("TIME", "WHO", "FROM", "ACTION", "TARGET", "CHANGE");
    for (AuditEntry entry : entries) {
      table.row(
          entry.at().truncatedTo(ChronoUnit.SECONDS).toString(),
          or(entry.actor().name(), entry.actor().kind().toString()),
          or(entry.from(), "-"),
          entry.action(),
          or(entry.target().name(), or(entry.target().id(), "-")),
          change(entry));
    }
    return entries.isEmpty() ? "Nothing.\n" : table.toString();
  }

  private static String change(AuditEntry entry) {
    String before = entry.before() == null ? "" : entry.before().toString();
    String after = entry.after() == null ? "" : entry.after().toString();
    return before.isEmpty() ? after : before + " → " + or(after, "nothing");
  }

  private static String minute(@Nullable Instant instant) {
    return instant == null ? "-" : instant.truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static String domains(List<String> domains) {
    return domains.isEmpty() ? "-" : String.join(", ", domains);
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
