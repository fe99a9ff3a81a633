package dev.kalm.server.check;

import java.util.List;

/**
 * What a look at a validation zone from outside has found.
 *
 * @param checks a check for each record that the parent has to have, and for each DS record that it
 *     must not have
 */
public record ZoneSight(List<RecordCheck> checks, ParentDs ds) {
  public ZoneSight {
    checks = List.copyOf(checks);
  }
}
