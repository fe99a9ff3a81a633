package dev.kalm.server.hosting;

import dev.kalm.api.DnsHosting;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.server.check.ZoneLookup;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import io.javalin.http.Context;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code /dns-hosting}. */
public final class DnsHostingResource implements Resource {
  private static final int LONGEST_NAME = 253;

  private final ZoneLookup lookup;

  public DnsHostingResource(ZoneLookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public void register(Routes routes) {
    routes.get("/api/v1/dns-hosting", this::show, Access.READ);
  }

  private void show(Context context) {
    String name = name(context);
    Optional<ZoneLookup.Found> found;
    try {
      found = lookup.find(name);
    } catch (IllegalArgumentException notADomain) {
      throw refused(name);
    }
    context.json(
        found
            .map(zone ->
                new DnsHosting(
                    name,
                    zone.apex(),
                    zone.host(),
                    zone.nameServers(),
                    DnsProviders.of(zone.nameServers()).orElse(null)))
            .orElseGet(() -> new DnsHosting(name, null, null, List.of(), null)));
  }

  private static String name(Context context) {
    String typed = context.queryParam("name");
    if (typed == null || typed.isBlank()) {
      String detail = "give the name of a record or a domain, as in ?name=myapp.com";
      throw RequestException.badRequest(detail, List.of(Mistake.in("name", detail)));
    }
    String name = typed.strip().toLowerCase(Locale.ROOT);
    name = name.startsWith("*.") ? name.substring(2) : name;
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    try {
      String ascii = IDN.toASCII(name);
      if (!ascii.isEmpty() && ascii.length() <= LONGEST_NAME) {
        return ascii;
      }
    } catch (IllegalArgumentException notADomain) {
      // said below
    }
    throw refused(name);
  }

  private static RequestException refused(String name) {
    String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    String detail = "name is \"%s\", which is not a domain name".formatted(shown);
    return RequestException.badRequest(detail, List.of(Mistake.in("name", detail)));
  }
}
