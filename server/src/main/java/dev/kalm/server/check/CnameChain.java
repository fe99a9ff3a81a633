package dev.kalm.server.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.xbill.DNS.Name;

/** Where the CNAMEs from a name lead. {@code path} begins with that name. */
sealed interface CnameChain {
  /** The most CNAMEs followed. */
  int LIMIT = 8;

  List<Name> path();

  record Reached(List<Name> path) implements CnameChain {}

  /**
   * There is no CNAME at the path's last name, which is not the target.
   *
   * @param ttl seconds for which a cache may keep the answer that decided this
   */
  record Ends(List<Name> path, long ttl) implements CnameChain {}

  record Forks(List<Name> path, List<Name> targets, long ttl) implements CnameChain {}

  /** The path's last name occurs before. */
  record Loops(List<Name> path, long ttl) implements CnameChain {}

  record TooLong(List<Name> path, long ttl) implements CnameChain {}

  record Failed(List<Name> path, String why) implements CnameChain {}

  /** Asks for a CNAME at each name in turn; nothing is asked at the target itself. */
  static CnameChain follow(Name start, Name target, Function<Name, CnameStep> look) {
    List<Name> path = new ArrayList<>(List.of(start));
    long ttl = 0;
    while (path.size() <= LIMIT) {
      Name at = path.getLast();
      switch (look.apply(at)) {
        case CnameStep.Points(var to, var seconds) -> {
          boolean seenBefore = path.contains(to);
          path.add(to);
          ttl = Math.max(ttl, seconds);
          if (to.equals(target)) {
            return new Reached(path);
          }
          if (seenBefore) {
            return new Loops(path, ttl);
          }
        }
        case CnameStep.Several(var targets, var seconds) -> {
          return new Forks(path, targets, Math.max(ttl, seconds));
        }
        case CnameStep.Absent(var seconds) -> {
          return new Ends(path, path.size() == 1 ? seconds : ttl);
        }
        case CnameStep.Failed(var why) -> {
          return new Failed(path, why);
        }
      }
    }
    return new TooLong(path, ttl);
  }
}
