package dev.kalm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Health;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EmptyBodyTest {
  @TempDir Path folder;

  @Test
  void aBodyThatLacksEverythingIsNoFaultOfTheServer() throws Exception {
    List<String> routes = routesWithBody();
    assertThat(routes).hasSizeGreaterThan(15);
    try (RunningServer server = new RunningServer(folder)) {
      for (String route : routes) {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replaceAll("\\{[a-z]+}", "unknown");
        var answer = server.send(server.admin(), parts[0], path, Map.of());
        assertThat(answer.status()).as(route + " " + answer.text()).isLessThan(500);
      }
    }
  }

  private static List<String> routesWithBody() throws Exception {
    List<String> routes = new ArrayList<>();
    try (InputStream in = Health.class.getResourceAsStream("openapi.json")) {
      for (Map.Entry<String, JsonNode> path :
          JsonMapper.shared().readTree(in).get("paths").properties()) {
        for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
          if (operation.getValue().has("requestBody")) {
            routes.add(operation.getKey().toUpperCase(Locale.ROOT) + " /api/v1" + path.getKey());
          }
        }
      }
    }
    return routes;
  }
}
