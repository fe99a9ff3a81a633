package dev.kalm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Holds openapi.json against the records, so that neither moves without the other. */
class OpenApiTest {
  private static final JsonNode API = read();

  private static final List<String> PAGES =
      List.of(
          "ValidationZonePage",
          "IssuanceEntryPage",
          "VersionEntryPage",
          "UserPage",
          "ApiTokenPage",
          "AuditEntryPage");

  private static final List<String> COUNTED_PAGES = List.of("CertificatePage", "DelegationPage");

  /** Records that never travel. */
  private static final Set<Class<?>> NOT_IN_JSON =
      Set.of(Tagged.class, Endpoint.class, CertificateQuery.class);

  private static JsonNode read() {
    try (var in = KalmClient.class.getResourceAsStream("openapi.json")) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Class<?>> contract() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.kalm.api")
            .stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .<Class<?>>map(JavaClass::reflect)
            .filter(type -> type.isRecord() || type.isEnum())
            .filter(type -> !NOT_IN_JSON.contains(type));
  }

  static Stream<Class<?>> records() {
    return contract().filter(Class::isRecord);
  }

  static Stream<Class<?>> enums() {
    return contract().filter(Class::isEnum);
  }

  @Test
  void everyTypeHasASchemaAndEverySchemaAType() {
    Set<String> expected = contract().map(Class::getSimpleName).collect(Collectors.toSet());
    expected.removeAll(Set.of("Page", "CountedPage"));
    expected.addAll(PAGES);
    expected.addAll(COUNTED_PAGES);
    assertThat(API.at("/components/schemas").propertyNames())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("records")
  void aSchemaHasTheRecordsFieldsInTheirOrder(Class<?> type) {
    for (JsonNode schema : schemas(type)) {
      RecordComponent[] components = type.getRecordComponents();
      List<String> names = Arrays.stream(components).map(OpenApiTest::jsonName).toList();
      assertThat(schema.path("properties").propertyNames()).containsExactlyElementsOf(names);
      for (RecordComponent component : components) {
        JsonNode property = schema.path("properties").path(jsonName(component));
        assertThat(typeOf(property)).as("%s", component).isEqualTo(typeOf(component, schema));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("enums")
  void aSchemaHasTheEnumsValuesInTheirOrder(Class<?> type) {
    List<String> values =
        Arrays.stream(type.getEnumConstants())
            .map(value -> Json.mapper().valueToTree(value).stringValue())
            .toList();
    JsonNode listed = schemas(type).getFirst().path("enum");
    assertThat(listed.valueStream().map(JsonNode::stringValue)).containsExactlyElementsOf(values);
  }

  @Test
  void examplesAreWhatTheRecordsReadAndWrite() {
    List<String> seen = new ArrayList<>();
    records()
        .filter(type -> type != Page.class && type != CountedPage.class)
        .forEach(type -> {
          for (JsonNode example : schemas(type).getFirst().path("examples")) {
            Object value = Json.strictMapper().treeToValue(example, type);
            assertThat(Json.mapper().writeValueAsString(value)).isEqualTo(example.toString());
            seen.add(type.getSimpleName());
          }
        });
    assertThat(seen).contains("Certificate", "ValidationZone", "Delegation", "Problem");
  }

  @Test
  void everyFieldThatIsAlwaysWrittenIsRequired() {
    for (Class<?> type :
        List.of(
            Certificate.class,
            CertificateVersion.class,
            Issuance.class,
            DnsRecord.class,
            Flow.class,
            FlowActor.class,
            FlowStep.class,
            FlowExchange.class,
            DnsHosting.class,
            DnsProvider.class,
            Changed.class,
            ValidationZone.class,
            NameServer.class,
            Signing.class,
            SigningKey.class,
            Rollover.class,
            QueryLog.class,
            LoggedQuery.class,
            Delegation.class,
            CertificateExport.class,
            Settings.class,
            Settings.ClusterSetting.class,
            Settings.ResolverSetting.class,
            Settings.OidcSetting.class,
            AuthoritySetting.class,
            ClusterDetection.class,
            ClusterDetection.DetectedAddress.class,
            ClusterFindings.class,
            ClusterFindings.Finding.class,
            AuthorityDirectory.class,
            Session.class,
            User.class,
            ApiToken.class,
            OneTimeLink.class,
            AuditEntry.class,
            CertificateReference.class,
            CertificatePreview.class,
            PreviewedName.class,
            PreviewedZone.class,
            Suggestion.class,
            ExistingCertificate.class,
            RenewedCertificates.class,
            IssuanceEntry.class,
            VersionEntry.class,
            Overview.class,
            Overview.ExpiryDay.class,
            Overview.PlannedRenewal.class,
            Attention.class,
            Attention.AttentionTarget.class,
            Health.class)) {
      JsonNode schema = schemas(type).getFirst();
      assertThat(schema.path("required").valueStream().map(JsonNode::stringValue))
          .as(type.getSimpleName())
          .containsExactlyElementsOf(schema.path("properties").propertyNames());
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<JsonNode> references = API.findValues("$ref");
    assertThat(references).hasSizeGreaterThan(50);
    for (JsonNode reference : references) {
      assertThat(API.at(reference.stringValue().substring(1)).isMissingNode())
          .as(reference.stringValue())
          .isFalse();
    }
  }

  @Test
  void everyOperationHasANameOfItsOwnAnErrorAndAnAnswerToAMissingToken() {
    List<JsonNode> operations =
        API.path("paths").valueStream().flatMap(JsonNode::valueStream).toList();
    assertThat(operations).hasSizeGreaterThan(50).allMatch(operation -> operation.has("summary"));
    assertThat(operations.stream().map(operation -> operation.path("operationId").stringValue()))
        .doesNotHaveDuplicates();
    for (JsonNode operation : operations) {
      boolean open = operation.path("security").isArray();
      assertThat(open || operation.path("responses").has("401"))
          .as(operation.path("operationId").stringValue())
          .isTrue();
      assertThat(operation.path("responses").has("default")).isTrue();
    }
  }

  private static List<JsonNode> schemas(Class<?> type) {
    List<String> names = List.of(type.getSimpleName());
    if (type == Page.class) {
      names = PAGES;
    } else if (type == CountedPage.class) {
      names = COUNTED_PAGES;
    }
    return names.stream().map(name -> API.at("/components/schemas/" + name)).toList();
  }

  private static String jsonName(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null ? component.getName() : renamed.value();
  }

  /** A schema's type in words: {@code string?}, {@code date-time}, {@code array of NameServer}. */
  private static String typeOf(JsonNode property) {
    if (property.has("oneOf")) {
      return referred(property.path("oneOf").path(0)) + "?";
    }
    if (property.has("$ref")) {
      return referred(property);
    }
    JsonNode type = property.path("type");
    boolean nullable = type.isArray();
    String base = nullable ? type.path(0).stringValue() : type.stringValue();
    if (base.equals("array")) {
      return "array of " + typeOf(property.path("items"));
    }
    if ("date-time".equals(property.path("format").asString())) {
      base = "date-time";
    }
    return nullable ? base + "?" : base;
  }

  private static String referred(JsonNode reference) {
    return reference.path("$ref").stringValue().replaceFirst(".*/", "");
  }

  /**
   * A component's type in the same words. Where fields without a value are left out instead of
   * written as null, an optional property is enough.
   */
  private static String typeOf(RecordComponent component, JsonNode schema) {
    String base = typeOf(component.getGenericType(), schema);
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean leftOut = component.getDeclaringRecord().getName().startsWith(Problem.class.getName());
    return nullable && !leftOut ? base + "?" : base;
  }

  private static String typeOf(Type type, JsonNode schema) {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      return "object";
    }
    if (type instanceof ParameterizedType list) {
      return "array of " + typeOf(list.getActualTypeArguments()[0], schema);
    }
    if (!(type instanceof Class<?> plain)) {
      // The T of Page<T>: whatever the schema's own name says.
      return referred(schema.path("properties").path("items").path("items"));
    }
    if (plain == String.class || plain == LocalDate.class) {
      return "string";
    }
    if (plain == Instant.class) {
      return "date-time";
    }
    if (plain == long.class || plain == int.class || plain == Integer.class) {
      return "integer";
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return "boolean";
    }
    return plain.getSimpleName();
  }
}
