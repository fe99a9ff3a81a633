package dev.kalm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.AuthorityDirectory;
import dev.kalm.api.AuthoritySetting;
import dev.kalm.api.ClusterFindings;
import dev.kalm.api.ClusterFindings.Finding;
import dev.kalm.api.Json;
import dev.kalm.api.MissingSetting;
import dev.kalm.api.Problem;
import dev.kalm.api.RecordStatus;
import dev.kalm.api.ScriptedServer;
import dev.kalm.api.ScriptedServer.Request;
import dev.kalm.api.SettingSource;
import dev.kalm.api.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest extends CliFixture {
  private static final String DIRECTORY = "https://acme.mycluster.com/directory";

  private static Settings settings(boolean agreed, MissingSetting... missing) {
    return new Settings(
        new Settings.ClusterSetting(
            "mycluster.com", List.of("192.0.2.1", "2001:db8::1"), SettingSource.FILE),
        List.of(
            new AuthoritySetting(
                "mine",
                DIRECTORY,
                "me@myapp.com",
                agreed,
                false,
                null,
                "kid",
                true,
                SettingSource.DATABASE,
                7)),
        new Settings.ResolverSetting(List.of(), SettingSource.NONE),
        null,
        List.of(missing));
  }

  @Test
  void showsWhatIsSetAndWhatIsMissing() {
    Settings settings = settings(false, MissingSetting.AUTHORITY);
    server.on("GET /settings", ScriptedServer.json(200, settings));

    assertThat(kalm("settings", "show").out())
        .isEqualTo(
            """
            Cluster, set in the configuration
              domain     mycluster.com
              addresses  192.0.2.1
                         2001:db8::1

            Resolver
              servers    the system's

            Authorities, the default first
              NAME  TERMS       CERTIFICATES  SET IN    DIRECTORY
              mine  not agreed  7             database  https://acme.mycluster.com/directory

            Missing: an authority whose terms are agreed to: kalm settings authority NAME --agree-terms
            """);
    Run json = kalm("settings", "show", "--output", "json");
    assertThat(Json.mapper().readValue(json.out(), Settings.class)).isEqualTo(settings);
  }

  @Test
  void setsTheClusterAndKeepsWhatNoOptionSpeaksOf() {
    server
        .on("GET /settings", ScriptedServer.json(200, settings(true)))
        .on("PUT /settings/cluster", ScriptedServer.json(200, settings(true)));

    assertThat(kalm("settings", "cluster", "--domain", "a.com", "--address", "192.0.2.7").code())
        .isZero();
    assertThat(kalm("settings", "cluster", "--domain", "b.com").code()).isZero();
    assertThat(kalm("settings", "cluster").code()).isEqualTo(2);
    assertThat(server.requests())
        .filteredOn(request -> request.line().startsWith("PUT"))
        .extracting(Request::body)
        .containsExactly(
            "{\"domain\":\"a.com\",\"addresses\":[\"192.0.2.7\"]}",
            "{\"domain\":\"b.com\",\"addresses\":[\"192.0.2.1\",\"2001:db8::1\"]}");
  }

  @Test
  void looksBeforeItSets() {
    server
        .on("GET /settings", ScriptedServer.json(200, settings(true)))
        .on(
            "POST /settings/cluster/check",
            ScriptedServer.json(
                200,
                new ClusterFindings(
                    List.of(
                        new Finding("mycluster.com", RecordStatus.OK, "It exists.", null),
                        new Finding(
                            "192.0.2.1 port 53 UDP", RecordStatus.UNKNOWN, "Silence.", "Look.")))));

    assertThat(kalm("settings", "cluster", "--check").out())
        .isEqualTo(
            """
            ok  mycluster.com
                It exists.
            unknown  192.0.2.1 port 53 UDP
                Silence.
                Look.
            """);
  }

  @Test
  void changesAnAuthorityAndKeepsWhatNoOptionSpeaksOf() throws Exception {
    Path trust = Files.writeString(folder.resolve("root.pem"), "PEM\n");
    server
        .on("GET /settings", ScriptedServer.json(200, settings(true)))
        .on("PUT /settings/authorities/mine", ScriptedServer.json(200, settings(true)))
        .on("PUT /settings/authorities/new", ScriptedServer.json(200, settings(true)));

    assertThat(kalm("settings", "authority", "mine", "--email", "you@myapp.com").code()).isZero();
    environment.put("KALM_EAB_HMAC_KEY", "c2VjcmV0");
    assertThat(
            kalm(
                    "settings",
                    "authority",
                    "new",
                    "--directory",
                    DIRECTORY,
                    "--agree-terms",
                    "--trust",
                    trust.toString(),
                    "--eab-key-id",
                    "other",
                    "--default")
                .code())
        .isZero();
    assertThat(server.requests())
        .filteredOn(request -> request.line().startsWith("PUT"))
        .extracting(Request::body)
        .containsExactly(
            "{\"directory\":\"%s\",\"email\":\"you@myapp.com\",\"termsOfServiceAgreed\":true,\"trust\":null,\"externalAccountBinding\":{\"keyId\":\"kid\",\"hmacKey\":null},\"default\":true}"
                .formatted(DIRECTORY),
            "{\"directory\":\"%s\",\"email\":null,\"termsOfServiceAgreed\":true,\"trust\":\"PEM\\n\",\"externalAccountBinding\":{\"keyId\":\"other\",\"hmacKey\":\"c2VjcmV0\"},\"default\":true}"
                .formatted(DIRECTORY));
  }

  @Test
  void saysWhereTheTermsAreThatNobodyHasAgreedTo() {
    server
        .on("GET /settings", ScriptedServer.json(200, settings(false)))
        .on("PUT /settings/authorities/mine", ScriptedServer.json(200, settings(false)))
        .on(
            "POST /settings/authorities/probe",
            ScriptedServer.json(
                200,
                new AuthorityDirectory("https://ca.com/terms", null, false, Map.of(), List.of())));

    Run run = kalm("settings", "authority", "mine", "--email", "me@myapp.com");
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains("read https://ca.com/terms, then repeat this with --agree-terms");
  }

  @Test
  void setsTheResolverOrTheSystemsOwn() {
    server.on("PUT /settings/resolver", ScriptedServer.json(200, settings(true)));

    assertThat(kalm("settings", "resolver", "9.9.9.9", "127.0.0.1:1053").code()).isZero();
    assertThat(kalm("settings", "resolver", "--system").code()).isZero();
    assertThat(kalm("settings", "resolver").code()).isEqualTo(2);
    assertThat(kalm("settings", "resolver", "--system", "9.9.9.9").code()).isEqualTo(2);
    assertThat(server.requests())
        .extracting(Request::body)
        .containsExactly("{\"servers\":[\"9.9.9.9\",\"127.0.0.1:1053\"]}", "{\"servers\":[]}");
  }

  @Test
  void aRefusedDeletionSaysWhy() {
    server.on(
        "DELETE /settings/authorities/mine",
        ScriptedServer.json(409, Problem.of(409, "Conflict", "7 certificates are of it.")));

    Run run = kalm("settings", "authority", "mine", "--delete");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("kalm: 7 certificates are of it.");
  }
}
