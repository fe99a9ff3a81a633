package dev.kalm.server.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One record that the user has to have in DNS, and what was seen of it.
 *
 * @param type "CNAME", "NS", "A", "AAAA" or "DS"
 * @param name the record's owner, without a trailing dot
 * @param value what the record should hold, without a trailing dot
 * @param detail one sentence: what was seen, what is wrong, what to do
 * @param cachedFor how much longer a cache may show the old answer that was seen, although the
 *     provider has the right one; null when none is in the way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordCheck(
    String type,
    String name,
    String value,
    RecordStatus status,
    String detail,
    @Nullable Duration cachedFor) {

  /** One with no cache in the way. */
  public RecordCheck(String type, String name, String value, RecordStatus status, String detail) {
    this(type, name, value, status, detail, null);
  }

  /**
   * Whether a CA cannot validate as long as this is so. A zone whose DS record is missing is
   * unsigned to the world, which is no obstacle; a wrong one makes validating resolvers refuse it.
   */
  public boolean stopsIssuance() {
    return type.equals("DS") ? status == RecordStatus.WRONG : status != RecordStatus.OK;
  }
}
