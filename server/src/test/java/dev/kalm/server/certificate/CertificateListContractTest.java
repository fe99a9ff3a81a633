package dev.kalm.server.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kalm.api.CertificateQuery;
import dev.kalm.api.CertificateSort;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.IssuanceState;
import dev.kalm.api.SortOrder;
import dev.kalm.server.certificate.CertificateListStore.Place;
import dev.kalm.server.certificate.ListedCertificates.Wanted;
import dev.kalm.server.database.BothDatabases;
import dev.kalm.server.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list of certificates finds, and in which order. */
class CertificateListContractTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final List<CertificateStatus> WORST_FIRST =
      List.of(
          CertificateStatus.FAILING,
          CertificateStatus.EXPIRED,
          CertificateStatus.PENDING,
          CertificateStatus.ISSUING,
          CertificateStatus.RENEWING,
          CertificateStatus.REVOKED,
          CertificateStatus.READY);

  private final CertificateListStore store = new CertificateListStore();

  /** Two of everything that the tables can be in. */
  private static Map<String, Wanted> everything(Database database) {
    List<Wanted> wanted = new ArrayList<>();
    for (int turn = 0; turn < 2; turn++) {
      for (Duration left : new Duration[] {null, Duration.ofDays(-1), Duration.ofDays(9)}) {
        for (IssuanceState state :
            new IssuanceState[] {
              null, IssuanceState.AWAITING_DELEGATION, IssuanceState.ORDERING, IssuanceState.FAILED
            }) {
          int number = wanted.size();
          Wanted one =
              new Wanted(
                  List.of((number % 2 == 0 ? "*.n" : "n") + (number * 7 % 30) + ".example.com"),
                  NOW.minusSeconds(number * 37 % 11),
                  state,
                  left == null ? null : NOW.plus(left).plusSeconds(number * 5 % 7),
                  false);
          wanted.add(one);
          if (left != null && state == null) {
            wanted.add(one.isRevoked());
          }
        }
      }
    }
    Map<String, Wanted> written = new LinkedHashMap<>();
    wanted.forEach(one -> written.put(ListedCertificates.write(database, one), one));
    return written;
  }

  private static CertificateQuery sorted(CertificateSort sort, SortOrder order) {
    return new CertificateQuery(null, List.of(), null, null, sort, order);
  }

  private static CertificateQuery searched(String search) {
    return new CertificateQuery(search, List.of(), null, null, null, null);
  }

  private List<String> all(Database database, CertificateQuery query, int limit) {
    List<String> ids = new ArrayList<>();
    CertificateSort sort = query.sort() == null ? CertificateSort.CREATED : query.sort();
    SortOrder direction = query.order() == null ? SortOrder.ASC : query.order();
    ListOrder order = ListOrder.of(sort, direction);
    @Nullable ListCursor cursor = null;
    while (true) {
      ListCursor after = cursor;
      List<Place> places =
          database.read(handle -> store.page(handle, query, order, after, NOW, limit));
      places.forEach(place -> ids.add(place.id()));
      if (places.size() < limit) {
        return ids;
      }
      Place last = places.getLast();
      cursor =
          ListCursor.of(
                  new ListCursor(sort, direction, NOW, last.group(), last.key(), last.id()).text(),
                  sort,
                  direction)
              .orElseThrow();
    }
  }

  private static Comparator<Map.Entry<String, Wanted>> comparator(
      CertificateSort sort, boolean descending) {
    Comparator<Map.Entry<String, Wanted>> byKey =
        switch (sort) {
          case CREATED, STATUS -> Comparator.comparing(entry -> entry.getValue().createdAt());
          case NAME ->
              Comparator.comparing(
                  entry -> CertificateNames.domain(entry.getValue().names().getFirst()));
          case NOT_AFTER, RENEW_AT ->
              Comparator.comparing(
                  entry -> time(sort, entry.getValue()), Comparator.naturalOrder());
        };
    byKey = byKey.thenComparing(Map.Entry::getKey);
    byKey = descending ? byKey.reversed() : byKey;
    Comparator<Map.Entry<String, Wanted>> byGroup =
        switch (sort) {
          case CREATED, NAME -> Comparator.comparing(_ -> 0);
          case NOT_AFTER, RENEW_AT ->
              Comparator.comparing(entry -> time(sort, entry.getValue()).equals(Instant.MAX));
          case STATUS -> {
            Comparator<Map.Entry<String, Wanted>> byStatus =
                Comparator.comparing(entry -> WORST_FIRST.indexOf(entry.getValue().status(NOW)));
            yield descending ? byStatus.reversed() : byStatus;
          }
        };
    return byGroup.thenComparing(byKey);
  }

  /** MAX where there is none. */
  private static Instant time(CertificateSort sort, Wanted wanted) {
    Instant notAfter = wanted.notAfter();
    if (notAfter == null || (sort == CertificateSort.RENEW_AT && wanted.revoked())) {
      return Instant.MAX;
    }
    return notAfter;
  }

  @BothDatabases
  void everySortRunsThroughAllInItsOrderHoweverItIsCutIntoParts(Database database) {
    Map<String, Wanted> written = everything(database);
    for (CertificateSort sort : CertificateSort.values()) {
      for (SortOrder order : SortOrder.values()) {
        List<String> expected =
            written.entrySet().stream()
                .sorted(comparator(sort, order == SortOrder.DESC))
                .map(Map.Entry::getKey)
                .toList();
        CertificateQuery search =
            new CertificateQuery("example", List.of(), null, null, sort, order);
        for (int limit : new int[] {1, 3, 100}) {
          assertThat(all(database, sorted(sort, order), limit))
              .as("%s %s by %d", sort, order, limit)
              .containsExactlyElementsOf(expected);
          assertThat(all(database, search, limit))
              .as("%s %s by %d, searched", sort, order, limit)
              .containsExactlyElementsOf(expected);
        }
      }
    }
  }

  @BothDatabases
  void aStatusFindsWhatTheCertificatesSayThemselves(Database database) {
    Map<String, Wanted> written = everything(database);
    Map<CertificateStatus, Set<String>> expected = new EnumMap<>(CertificateStatus.class);
    written.forEach(
        (id, wanted) -> expected.computeIfAbsent(wanted.status(NOW), _ -> new HashSet<>()).add(id));
    assertThat(expected).containsOnlyKeys(CertificateStatus.values());
    for (CertificateStatus status : CertificateStatus.values()) {
      CertificateQuery query =
          new CertificateQuery(null, List.of(status), null, null, CertificateSort.NAME, null);
      assertThat(all(database, query, 2))
          .as("%s", status)
          .containsExactlyInAnyOrderElementsOf(expected.get(status));
      int count = database.read(handle -> store.count(handle, query, NOW));
      assertThat(count).isEqualTo(expected.get(status).size());
    }
  }

  @BothDatabases
  void aPartOfAnyNameIsFoundInAnyCaseAndInEitherFormOfAnInternationalName(Database database) {
    String plain =
        ListedCertificates.write(database, Wanted.of(NOW, "www.myapp.com", "my-app.org"));
    String wild = ListedCertificates.write(database, Wanted.of(NOW.plusSeconds(1), "*.myapp.com"));
    String german =
        ListedCertificates.write(
            database, Wanted.of(NOW.plusSeconds(2), "*.xn--mller-kva.example", "a.example"));
    assertThat(all(database, searched("MyApp"), 10)).containsExactly(plain, wild);
    assertThat(all(database, searched("*.my"), 10)).containsExactly(wild);
    assertThat(all(database, searched(" app.org "), 10)).containsExactly(plain);
    assertThat(all(database, searched("MÜL"), 10)).containsExactly(german);
    assertThat(all(database, searched("xn--mll"), 10)).containsExactly(german);
    assertThat(all(database, searched("ｗｗｗ。my"), 10)).containsExactly(plain);
    assertThat(all(database, searched("my_app"), 10)).isEmpty();
    assertThat(all(database, searched("%"), 10)).isEmpty();
    assertThat(all(database, searched("!"), 10)).isEmpty();
    int count = database.read(handle -> store.count(handle, searched("myapp"), NOW));
    assertThat(count).isEqualTo(2);
  }

  @BothDatabases
  void filtersAreJoinedByAnd(Database database) {
    Map<String, Wanted> written = everything(database);
    CertificateQuery query =
        new CertificateQuery(
            "*.n",
            List.of(CertificateStatus.FAILING, CertificateStatus.READY, CertificateStatus.ISSUING),
            ChallengeType.DNS_01,
            "pebble",
            CertificateSort.STATUS,
            SortOrder.DESC);
    List<String> expected =
        written.entrySet().stream()
            .filter(entry -> query.statuses().contains(entry.getValue().status(NOW)))
            .filter(entry -> entry.getValue().names().getFirst().startsWith("*.n"))
            .sorted(comparator(CertificateSort.STATUS, true))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(expected).isNotEmpty();
    assertThat(all(database, query, 1)).containsExactlyElementsOf(expected);
    CertificateQuery other =
        new CertificateQuery(null, List.of(), ChallengeType.DNS_01, "letsencrypt", null, null);
    assertThat(all(database, other, 10)).isEmpty();
  }

  @BothDatabases
  void aPartGoesOnWhereTheOneBeforeEndedThoughItsLastEntryIsGoneAndOthersCame(Database database) {
    List<String> ids = new ArrayList<>();
    for (int number = 0; number < 6; number++) {
      ids.add(
          ListedCertificates.write(
              database, Wanted.of(NOW.plusSeconds(number * 10), "n" + number + ".com")));
    }
    ListOrder order = ListOrder.of(CertificateSort.CREATED, SortOrder.ASC);
    List<Place> first =
        database.read(handle -> store.page(handle, CertificateQuery.ALL, order, null, NOW, 3));
    Place last = first.getLast();
    database.useTransaction(transaction -> new CertificateStore().delete(transaction, last.id()));
    ListedCertificates.write(database, Wanted.of(NOW.plusSeconds(5), "before.com"));
    String after = ListedCertificates.write(database, Wanted.of(NOW.plusSeconds(35), "after.com"));
    ListCursor cursor =
        new ListCursor(
            CertificateSort.CREATED, SortOrder.ASC, NOW, last.group(), last.key(), last.id());
    List<Place> rest =
        database.read(handle -> store.page(handle, CertificateQuery.ALL, order, cursor, NOW, 10));
    assertThat(rest)
        .extracting(Place::id)
        .containsExactly(ids.get(3), after, ids.get(4), ids.get(5));
  }

  @BothDatabases
  void rowsOfTheReleaseBeforeAreMended(Database database) {
    Map<String, Wanted> written = everything(database);
    List<String> byStatus = all(database, sorted(CertificateSort.STATUS, SortOrder.ASC), 100);
    database.useTransaction(transaction ->
        transaction
            .handle()
            .execute(
                "UPDATE certificate SET sort_name = '', search = '', phase = 'pending', not_after = NULL"));
    assertThat(all(database, searched("example"), 100)).isEmpty();
    boolean more = database.inTransaction(store::mendNames);
    database.useTransaction(store::mendStatus);
    assertThat(more).isFalse();
    assertThat(all(database, searched("example"), 100)).hasSize(written.size());
    assertThat(all(database, sorted(CertificateSort.STATUS, SortOrder.ASC), 100))
        .isEqualTo(byStatus);
  }
}
