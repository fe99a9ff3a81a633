package dev.kalm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.server.access.AccessControl;
import dev.kalm.server.access.Surroundings;
import dev.kalm.server.audit.AuditResource;
import dev.kalm.server.certificate.CertificateHistoryResource;
import dev.kalm.server.certificate.CertificateListResource;
import dev.kalm.server.certificate.CertificatePlanResource;
import dev.kalm.server.certificate.CertificateResource;
import dev.kalm.server.hosting.DnsHostingResource;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.Routes;
import dev.kalm.server.overview.OverviewResource;
import dev.kalm.server.settings.SettingsResource;
import dev.kalm.server.stream.CertificateStreamResource;
import dev.kalm.server.stream.ChangeStreamResource;
import dev.kalm.server.zone.DelegationResource;
import dev.kalm.server.zone.QueryLogResource;
import dev.kalm.server.zone.ZoneResource;
import dev.kalm.server.zone.ZoneStreamResource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {
  private final List<Routes.Route> routes =
      Routes.of(
          Server.resources(
              new AccessControl(
                      null,
                      new Surroundings("", () -> true, _ -> true, Optional.empty(), null),
                      null)
                  .resources(),
              new AuditResource(null),
              new ServiceResource(null),
              new CertificateResource(null),
              new CertificateListResource(null),
              new CertificatePlanResource(null, null),
              new CertificateHistoryResource(null),
              new CertificateStreamResource(null, null, null, null, null),
              new ChangeStreamResource(null, null),
              new ZoneStreamResource(null, null, null, null),
              new DnsHostingResource(null),
              new ZoneResource(null, null, null, null),
              new QueryLogResource(null, null, null),
              new OverviewResource(null),
              new DelegationResource(null, null),
              new SettingsResource(null, null, null)));

  @Test
  void theDescriptionHasExactlyTheRoutesThatTheServerAnswers() throws IOException {
    TreeSet<String> described = new TreeSet<>();
    JsonNode description = description();
    String base = description.get("servers").get(0).get("url").asString();
    for (Map.Entry<String, JsonNode> path : description.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + base + path.getKey());
      }
    }
    TreeSet<String> answered = new TreeSet<>();
    routes.forEach(route -> answered.add(route.toString()));
    assertThat(answered).isEqualTo(described);
  }

  @Test
  void theDescriptionSaysWhichRoutesNeedNoToken() throws IOException {
    JsonNode paths = description().get("paths");
    for (Routes.Route route : routes) {
      JsonNode operation =
          paths
              .get(route.path().substring("/api/v1".length()))
              .get(route.method().toLowerCase(Locale.ROOT));
      boolean open = operation.has("security") && operation.get("security").isEmpty();
      assertThat(open).as(route.toString()).isEqualTo(route.access() == Access.PUBLIC);
    }
  }

  private static JsonNode description() throws IOException {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/dev/kalm/api/openapi.json")) {
      return JsonMapper.shared().readTree(in);
    }
  }
}
