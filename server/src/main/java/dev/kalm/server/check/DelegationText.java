package dev.kalm.server.check;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;

/** The sentences of {@link DelegationCheck}. */
record DelegationText(Name name, Name target) {

  /** The domain whose provider holds the CNAME, for sentences. */
  String domain() {
    return DnsText.text(new Name(name, 1));
  }

  RecordCheck ok(CnameChain chain) {
    List<Name> between = chain.path().subList(1, chain.path().size() - 1);
    return result(
        RecordStatus.OK,
        between.isEmpty()
            ? "points to " + DnsText.text(target)
            : "leads to " + DnsText.text(target) + " through " + join(between));
  }

  /** What a chain that does not reach the target says. */
  RecordCheck describe(CnameChain chain) {
    return switch (chain) {
      case CnameChain.Reached reached -> ok(reached);
      case CnameChain.Ends(var path, var _) when path.size() == 1 -> missing();
      case CnameChain.Ends(var path, var _) -> elsewhere(path);
      case CnameChain.Forks(var path, var targets, var _) ->
          wrong(
              targets.size()
                  + " CNAMEs stand at "
                  + DnsText.text(path.getLast())
                  + " ("
                  + join(targets)
                  + "): keep only the one to "
                  + DnsText.text(target));
      case CnameChain.Loops(var path, var _) ->
          wrong(
              "the CNAMEs run in a circle ("
                  + path.stream().map(DnsText::text).collect(Collectors.joining(" -> "))
                  + ")"
                  + change());
      case CnameChain.TooLong(var _, var _) ->
          wrong(
              "more than "
                  + CnameChain.LIMIT
                  + " CNAMEs follow one another before "
                  + DnsText.text(target)
                  + " is reached"
                  + change());
      case CnameChain.Failed(var path, var why) ->
          result(
              RecordStatus.UNKNOWN,
              path.size() == 1 ? why : "leads to " + DnsText.text(path.getLast()) + ", and " + why);
    };
  }

  RecordCheck missing() {
    return result(
        RecordStatus.MISSING, "there is no CNAME yet: add it at " + domain() + "'s DNS provider");
  }

  private RecordCheck elsewhere(List<Name> path) {
    Name end = path.getLast();
    if (isTargetWithSuffix(end)) {
      return wrong(
          "points to "
              + DnsText.text(end)
              + ", because the DNS provider appended the domain to the target: end the target with a dot, as in "
              + target);
    }
    String verb = path.size() == 2 ? "points to " : "leads to ";
    return wrong(verb + DnsText.text(end) + " instead of " + DnsText.text(target) + change());
  }

  private boolean isTargetWithSuffix(Name end) {
    // Without the empty root label, which ends an absolute name.
    int labels = target.labels() - 1;
    return end.labels() > target.labels()
        && end.relativize(new Name(end, labels)).equals(target.relativize(Name.root));
  }

  RecordCheck besides(List<String> types) {
    return wrong(
        "other records ("
            + String.join(", ", types)
            + ") stand beside the CNAME: delete them at "
            + domain()
            + "'s DNS provider and keep only the CNAME");
  }

  RecordCheck proxied(String address) {
    return wrong(
        "your DNS provider answers with an address ("
            + address
            + ") instead of a CNAME: switch off its proxy for this record, or delete the A and AAAA records at this name and add the CNAME");
  }

  RecordCheck textInstead() {
    return wrong(
        "a TXT record stands where the CNAME should be: delete it at "
            + domain()
            + "'s DNS provider and add the CNAME");
  }

  RecordCheck doubled(Name found) {
    return result(
        RecordStatus.MISSING,
        "the CNAME stands at "
            + DnsText.text(found)
            + ", because the DNS provider appended the domain to the record's name: enter only the part before "
            + domain()
            + " as the name");
  }

  RecordCheck wildcard(String answer) {
    return result(
        RecordStatus.MISSING,
        "there is no CNAME yet, a wildcard record answers in its place ("
            + answer
            + "): add the CNAME at "
            + domain()
            + "'s DNS provider");
  }

  RecordCheck stale(RecordCheck seen, CnameChain old) {
    long seconds =
        switch (old) {
          case CnameChain.Ends ends -> ends.ttl();
          case CnameChain.Forks forks -> forks.ttl();
          case CnameChain.Loops loops -> loops.ttl();
          case CnameChain.TooLong tooLong -> tooLong.ttl();
          case CnameChain.Reached _, CnameChain.Failed _ -> 0;
        };
    return new RecordCheck(
        seen.type(),
        seen.name(),
        seen.value(),
        seen.status(),
        "seen at the provider, but the resolver still has the old answer for "
            + seconds
            + " more "
            + (seconds == 1 ? "second" : "seconds")
            + ": wait",
        Duration.ofSeconds(seconds));
  }

  /** The provider has the right CNAME, and the recursor fails all the same. */
  RecordCheck resolverFails(CnameChain.Failed seen, boolean bogus) {
    return bogus
        ? wrong(
            "the CNAME is there, but DNSSEC of "
                + domain()
                + " is broken, so that no CA accepts it: mend or remove the DS record at the registrar")
        : result(RecordStatus.UNKNOWN, "seen at the provider, but " + seen.why());
  }

  private String change() {
    return ": change the CNAME at " + domain() + "'s DNS provider";
  }

  private RecordCheck wrong(String detail) {
    return result(RecordStatus.WRONG, detail);
  }

  private RecordCheck result(RecordStatus status, String detail) {
    return new RecordCheck("CNAME", DnsText.text(name), DnsText.text(target), status, detail);
  }

  private static String join(List<Name> names) {
    return names.stream().map(DnsText::text).collect(Collectors.joining(", "));
  }
}
