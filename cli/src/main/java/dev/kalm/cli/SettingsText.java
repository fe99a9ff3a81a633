package dev.kalm.cli;

import dev.kalm.api.AuthoritySetting;
import dev.kalm.api.ClusterFindings;
import dev.kalm.api.ClusterFindings.Finding;
import dev.kalm.api.MissingSetting;
import dev.kalm.api.SettingSource;
import dev.kalm.api.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings for people. */
final class SettingsText {
  private SettingsText() {}

  static String settings(Settings settings) {
    StringBuilder text = new StringBuilder("Cluster" + source(settings.cluster().source()) + "\n");
    Text.line(text, "domain", orNone(settings.cluster().domain()));
    lines(text, "addresses", settings.cluster().addresses(), "none");
    text.append("\nResolver").append(source(settings.resolver().source())).append('\n');
    lines(text, "servers", settings.resolver().servers(), "the system's");
    text.append("\nAuthorities, the default first\n");
    Table table = new Table("NAME", "TERMS", "CERTIFICATES", "SET IN", "DIRECTORY");
    for (AuthoritySetting authority : settings.authorities()) {
      table.row(
          authority.name(),
          authority.termsOfServiceAgreed() ? "agreed" : authority.trust() ? "own CA" : "not agreed",
          Integer.toString(authority.certificates()),
          authority.source().toString(),
          authority.directory());
    }
    text.append(table.toString().indent(2));
    for (MissingSetting missing : settings.missing()) {
      text.append('\n').append(missing(missing)).append('\n');
    }
    return text.toString();
  }

  private static String missing(MissingSetting missing) {
    return switch (missing) {
      case ADMINISTRATOR ->
          "Missing: an administrator. Open the link that 'kalm serve' printed at its start.";
      case CLUSTER ->
          "Missing for wildcards: kalm settings cluster --domain DOMAIN --address ADDRESS";
      case AUTHORITY ->
          "Missing: an authority whose terms are agreed to: kalm settings authority NAME --agree-terms";
    };
  }

  static String findings(ClusterFindings findings) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings.findings()) {
      text.append(finding.status()).append("  ").append(finding.what()).append('\n');
      text.append("    ").append(finding.detail()).append('\n');
      if (finding.advice() != null) {
        text.append("    ").append(finding.advice()).append('\n');
      }
    }
    return text.toString();
  }

  private static void lines(StringBuilder text, String label, List<String> values, String none) {
    if (values.isEmpty()) {
      Text.line(text, label, none);
    }
    for (int i = 0; i < values.size(); i++) {
      Text.line(text, i == 0 ? label : "", values.get(i));
    }
  }

  private static String orNone(@Nullable String value) {
    return value == null ? "none" : value;
  }

  private static String source(SettingSource source) {
    return switch (source) {
      case FILE -> ", set in the configuration";
      case DATABASE, BUILT_IN, NONE -> "";
    };
  }
}
