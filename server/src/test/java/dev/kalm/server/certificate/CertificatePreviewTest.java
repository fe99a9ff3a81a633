package dev.kalm.server.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificatePreview;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.ExistingCertificate;
import dev.kalm.api.PreviewedName;
import dev.kalm.api.PreviewedZone;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.api.Suggestion;
import dev.kalm.api.SuggestionKind;
import dev.kalm.server.WiredService;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import dev.kalm.server.http.AsCaller;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What somebody sees before there is a certificate, through the REST API. */
class CertificatePreviewTest {

  @BothDatabases
  void theRecordsOfAPreviewAreThoseOfTheCertificateAndNothingIsWritten(Database database)
      throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      CreateCertificate wish = CreateCertificate.of("*.MyApp.com", "other.org");
      CertificatePreview preview = kalm.client.previewCertificate(wish);
      assertThat(kalm.client.previewCertificate(wish)).isEqualTo(preview);
      int written =
          database.read(handle ->
              handle
                  .createQuery(
                      "SELECT (SELECT COUNT(*) FROM validation_zone) + (SELECT COUNT(*) FROM delegation)"
                          + " + (SELECT COUNT(*) FROM certificate)")
                  .mapTo(Integer.class)
                  .one());
      assertThat(written).isZero();
      assertThat(preview.challenge()).isEqualTo(ChallengeType.DNS_01);
      assertThat(preview.mistakes()).isEmpty();
      assertThat(preview.zone()).isNotNull();
      assertThat(preview.zone().exists()).isFalse();
      assertThat(preview.records())
          .extracting(DnsRecord::type)
          .containsExactly("NS", "A", "CNAME", "CNAME");

      Certificate created = kalm.client.createCertificate(wish).value();
      assertThat(created.records()).isEqualTo(preview.records());
      assertThat(kalm.served(preview.zone().name())).isNotNull();

      CertificatePreview later = kalm.client.previewCertificate(wish);
      assertThat(later.zone()).isEqualTo(new PreviewedZone(preview.zone().name(), true));
      assertThat(later.records()).isEqualTo(preview.records());
    }
  }

  @BothDatabases
  void everyNameIsReadForItselfAndEveryMistakeIsThere(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      CertificatePreview preview =
          kalm.client.previewCertificate(
              new CreateCertificate(
                  List.of("Bücher.example", "a_b.com", "*.x.com"),
                  "nobody",
                  null,
                  null,
                  null,
                  "acme-1.elsewhere.com"));
      assertThat(preview.names())
          .extracting(PreviewedName::name)
          .containsExactly("xn--bcher-kva.example", null, "*.x.com");
      assertThat(preview.names().get(1).error()).contains("underscore");
      assertThat(preview.mistakes())
          .extracting(Mistake::pointer)
          .containsExactly("#/names/1", "#/authority", "#/zone");
      assertThat(preview.suggestions())
          .containsExactly(new Suggestion(SuggestionKind.APEX, "x.com", "*.x.com"));
      assertThat(kalm.client.previewCertificate(CreateCertificate.of()).mistakes())
          .extracting(Mistake::pointer)
          .containsExactly("#/names");
      CertificatePreview wrong =
          kalm.client.previewCertificate(
              new CreateCertificate(
                  List.of("*.x.com"), null, ChallengeType.HTTP_01, null, null, null));
      assertThat(wrong.challenge()).isEqualTo(ChallengeType.HTTP_01);
      assertThat(wrong.mistakes()).extracting(Mistake::pointer).containsExactly("#/names/0");
      List<String> many = Collections.nCopies(5000, "a.com");
      CreateCertificate tooMany = CreateCertificate.of(many.toArray(String[]::new));
      assertThat(kalm.client.previewCertificate(tooMany).mistakes()).hasSize(1);
    }
  }

  @BothDatabases
  void withoutAPlaceForTheZoneItSaysWhatToSet(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database, Optional.empty())) {
      CertificatePreview preview =
          kalm.client.previewCertificate(CreateCertificate.of("*.x.com", "x.com"));
      assertThat(preview.zone()).isNull();
      assertThat(preview.records()).isEmpty();
      assertThat(preview.mistakes()).hasSize(1);
      assertThat(preview.mistakes().getFirst().detail()).contains("cluster.domain");
      CertificatePreview http = kalm.client.previewCertificate(CreateCertificate.of("www.x.com"));
      assertThat(http.challenge()).isEqualTo(ChallengeType.HTTP_01);
      assertThat(http.mistakes()).isEmpty();
    }
  }

  @BothDatabases
  void certificatesThatAreGoodForTheNamesAreNamed(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      String same =
          kalm.client.createCertificate(CreateCertificate.of("a.com", "b.com")).value().id();
      String more =
          kalm.client
              .createCertificate(CreateCertificate.of("b.com", "c.com", "a.com"))
              .value()
              .id();
      kalm.client.createCertificate(CreateCertificate.of("a.com"));
      List<ExistingCertificate> existing =
          new ArrayList<>(
              kalm.client.previewCertificate(CreateCertificate.of("B.com", "a.com")).existing());
      assertThat(existing)
          .containsExactlyInAnyOrder(
              new ExistingCertificate(same, List.of("a.com", "b.com"), true),
              new ExistingCertificate(more, List.of("b.com", "c.com", "a.com"), false));
    }
  }

  @BothDatabases
  void anOperatorHearsWhichNamesAreNotTheirs(Database database) throws Exception {
    try (WiredService kalm = new WiredService(database)) {
      CertificatePreview preview =
          AsCaller.asOperator(
              List.of("a.com"),
              () -> kalm.previews.preview(CreateCertificate.of("www.a.com", "b.com")));
      assertThat(preview.mistakes()).extracting(Mistake::pointer).containsExactly("#/names/1");
      assertThat(preview.mistakes().getFirst().detail()).contains("b.com", "olga");
    }
  }
}
