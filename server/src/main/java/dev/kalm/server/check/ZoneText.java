package dev.kalm.server.check;

import dev.kalm.server.check.Authorities.NameServer;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * The sentences of {@link ZoneCheck} about the parent.
 *
 * @param unknown why nothing is known of the parent; null when there is at least one view
 */
record ZoneText(
    Name zone,
    Name parent,
    List<ParentView.Said> said,
    List<String> unasked,
    @Nullable String unknown) {

  static ZoneText unknown(Name zone, String why) {
    return new ZoneText(zone, new Name(zone, 1), List.of(), List.of(), why);
  }

  static ZoneText of(Name zone, Name parent, List<ParentView> views) {
    List<ParentView.Said> said =
        views.stream()
            .filter(ParentView.Said.class::isInstance)
            .map(ParentView.Said.class::cast)
            .toList();
    List<String> unasked =
        views.stream()
            .filter(ParentView.Unasked.class::isInstance)
            .map(view -> ((ParentView.Unasked) view).why())
            .toList();
    return new ZoneText(
        zone, parent, said, unasked, said.isEmpty() ? Authorities.nobody(parent, unasked) : null);
  }

  RecordCheck nameServer(Name name, List<Name> expected) {
    Set<Name> strangers = strangers(ParentView.Said::nameServers, expected);
    Sentences sentences =
        new Sentences(
            parentText()
                + "'s name servers do not delegate "
                + zoneText()
                + " yet: add the NS record",
            parentText()
                + " delegates "
                + zoneText()
                + " to "
                + names(strangers)
                + " instead of "
                + DnsText.text(name)
                + ": change the NS record",
            parentText()
                + " delegates "
                + zoneText()
                + " to "
                + names(strangers)
                + " too: delete that NS record",
            parentText() + " delegates " + zoneText() + " to " + DnsText.text(name));
    return check(
        new RecordCheck("NS", zoneText(), DnsText.text(name), RecordStatus.UNKNOWN, ""),
        view -> view.nameServers().contains(name),
        !strangers.isEmpty(),
        sentences);
  }

  RecordCheck glue(Name name, InetAddress address, List<InetAddress> expected) {
    String type = ZoneCheck.type(address);
    String text = address.getHostAddress();
    String owner = DnsText.text(name);
    Set<InetAddress> strangers = strangers(view -> addresses(view, name), expected);
    strangers.removeIf(stranger -> !ZoneCheck.type(stranger).equals(type));
    String others =
        strangers.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    Sentences sentences =
        new Sentences(
            "%s's name servers have no %s record for %s yet: add it"
                .formatted(parentText(), type, owner),
            "%s has the address %s instead of %s at %s: change the %s record"
                .formatted(owner, others, text, parentText(), type),
            "%s has the address %s too at %s: delete that %s record"
                .formatted(owner, others, parentText(), type),
            "%s leads to %s".formatted(owner, text));
    return check(
        new RecordCheck(type, owner, text, RecordStatus.UNKNOWN, ""),
        view -> addresses(view, name).contains(address),
        !strangers.isEmpty(),
        sentences);
  }

  private record Sentences(String missing, String instead, String besides, String ok) {}

  private RecordCheck check(
      RecordCheck record,
      Function<ParentView.Said, Boolean> has,
      boolean strangers,
      Sentences sentences) {
    if (unknown != null) {
      return with(record, RecordStatus.UNKNOWN, unknown);
    }
    List<NameServer> having =
        said.stream().filter(has::apply).map(ParentView.Said::server).toList();
    if (having.isEmpty()) {
      return strangers
          ? with(record, RecordStatus.WRONG, sentences.instead())
          : with(record, RecordStatus.MISSING, sentences.missing());
    }
    if (having.size() < said.size()) {
      String lacking =
          said.stream()
              .map(ParentView.Said::server)
              .filter(server -> !having.contains(server))
              .map(NameServer::toString)
              .collect(Collectors.joining(", "));
      return with(
          record,
          RecordStatus.MISSING,
          having.stream().map(NameServer::toString).collect(Collectors.joining(", "))
              + " has the record, but not "
              + lacking
              + ": wait until the provider has it on all of its servers");
    }
    return strangers
        ? with(record, RecordStatus.WRONG, sentences.besides())
        : with(record, RecordStatus.OK, sentences.ok() + silentOnes());
  }

  private String silentOnes() {
    return unasked.isEmpty() ? "" : ", though " + String.join(", ", unasked);
  }

  private static RecordCheck with(RecordCheck record, RecordStatus status, String detail) {
    return new RecordCheck(record.type(), record.name(), record.value(), status, detail);
  }

  private <T> Set<T> strangers(
      Function<ParentView.Said, Collection<T>> seen, Collection<T> expected) {
    Set<T> found = new LinkedHashSet<>();
    said.forEach(view -> found.addAll(seen.apply(view)));
    found.removeAll(expected);
    return found;
  }

  private static Set<InetAddress> addresses(ParentView.Said view, Name name) {
    return view.addresses().getOrDefault(name, Set.of());
  }

  private String parentText() {
    return DnsText.text(parent);
  }

  private String zoneText() {
    return DnsText.text(zone);
  }

  private static String names(Set<Name> names) {
    return names.stream().map(DnsText::text).collect(Collectors.joining(", "));
  }
}
