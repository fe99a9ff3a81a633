package dev.kalm.server.zone;

import dev.kalm.api.LoggedQuery;
import dev.kalm.dns.message.Rcode;
import dev.kalm.dns.message.RecordType;
import dev.kalm.dns.server.QueryLog;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.QueryParameters;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /zone/log}: what this node's DNS server was asked last. */
public final class QueryLogResource implements Resource {
  private static final int PART = 100;
  private static final int PART_LIMIT = 1000;

  private final ZoneService service;
  private final QueryLog log;
  private final String node;

  /**
   * @param node this node's name, for people
   */
  public QueryLogResource(ZoneService service, QueryLog log, String node) {
    this.service = service;
    this.log = log;
    this.node = node;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/zone/log", this::show, Access.READ);
  }

  private void show(Context context) {
    int limit = QueryParameters.number(context, "limit", PART, 1, PART_LIMIT);
    long after = QueryParameters.cursor(context, "after");
    Part part = latest(context.queryParam("delegation"), after, limit);
    context.json(new dev.kalm.api.QueryLog(node, part.items(), Long.toString(part.next())));
  }

  /**
   * Some of the log.
   *
   * @param next what {@code after} has to be for what comes later
   */
  record Part(List<LoggedQuery> items, long next) {}

  /**
   * The last queries, oldest first.
   *
   * @param domain null for those of all names
   * @throws RequestException 404 if the domain has no delegation
   */
  Part latest(@Nullable String domain, long after, int limit) {
    List<dev.kalm.dns.server.LoggedQuery> found = found(domain, after, limit);
    return new Part(
        found.stream().map(QueryLogResource::of).toList(),
        found.isEmpty() ? after : found.getLast().sequence());
  }

  private List<dev.kalm.dns.server.LoggedQuery> found(
      @Nullable String domain, long after, int limit) {
    if (domain == null) {
      return log.latest(after, limit);
    }
    Delegation delegation =
        service
            .delegation(domain.toLowerCase(Locale.ROOT))
            .orElseThrow(() ->
                RequestException.notFound(
                    "there is no delegation of " + domain + ": see 'kalm delegation list'"));
    List<dev.kalm.dns.server.LoggedQuery> newest = log.latest(0, 1);
    // A later cursor than the log's last is from before this server was started.
    long from = newest.isEmpty() || after > newest.getLast().sequence() ? 0 : after;
    List<dev.kalm.dns.server.LoggedQuery> found =
        log.ofDelegation(delegation.id()).stream()
            .filter(query -> query.sequence() > from)
            .toList();
    return found.subList(Math.max(0, found.size() - limit), found.size());
  }

  private static LoggedQuery of(dev.kalm.dns.server.LoggedQuery query) {
    String name = query.name();
    return new LoggedQuery(
        query.at(),
        name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name,
        RecordType.text(query.type()),
        address(query.client()),
        query.transport().name().toLowerCase(Locale.ROOT),
        query.payloadSize().isPresent() ? (Integer) query.payloadSize().getAsInt() : null,
        query.dnssecOk(),
        rcode(query.rcode()),
        query.answers(),
        query.truncated());
  }

  private static String address(InetSocketAddress client) {
    String address = client.getAddress().getHostAddress();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + client.getPort();
  }

  private static String rcode(int value) {
    return Arrays.stream(Rcode.values())
        .filter(rcode -> rcode.value() == value)
        .map(Rcode::name)
        .findFirst()
        .orElse("RCODE" + value);
  }
}
