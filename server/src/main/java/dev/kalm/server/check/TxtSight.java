package dev.kalm.server.check;

import java.util.List;

/**
 * What a look for a TXT value found.
 *
 * @param visible whether the value is among the values seen
 * @param seen every TXT value seen at the end of the CNAME chain
 * @param detail one sentence: what was seen, what is wrong, what to do
 */
public record TxtSight(boolean visible, List<String> seen, String detail) {
  public TxtSight {
    seen = List.copyOf(seen);
  }
}
