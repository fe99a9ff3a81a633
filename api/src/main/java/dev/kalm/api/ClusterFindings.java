package dev.kalm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a look at a domain and addresses found, before they are set. */
public record ClusterFindings(List<Finding> findings) {
  public ClusterFindings {
    findings = Json.listOf(findings);
  }

  /**
   * One thing that was looked at.
   *
   * @param what a few words: {@code mycluster.com}, {@code 203.0.113.7 port 53 UDP}
   * @param status unknown: it cannot be seen from here
   * @param detail a sentence: what was found
   * @param advice what to do; null when there is nothing to do
   */
  public record Finding(String what, RecordStatus status, String detail, @Nullable String advice) {}
}
