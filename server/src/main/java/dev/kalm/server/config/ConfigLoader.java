package dev.kalm.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the configuration: defaults, then the file, then the environment, then the command line.
 */
public final class ConfigLoader {
  /** Looked for in this order when no file is named. */
  private static final List<Path> USUAL_FILES =
      List.of(Path.of("kalm.yaml"), Path.of("/etc/kalm/kalm.yaml"));

  private static final Set<String> SECTIONS =
      Set.of("database", "cluster", "listen", "dns", "authorities", "resolver", "renewal", "oidc");

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ConfigLoader() {}

  /**
   * The configuration.
   *
   * @param file absent: {@code kalm.yaml} in the working folder, else {@code /etc/kalm/kalm.yaml},
   *     else none
   * @param dataOverride goes before {@code KALM_DATA} and the file's {@code data}
   * @throws ConfigException with all mistakes
   */
  public static KalmConfig load(
      Optional<Path> file, Optional<Path> dataOverride, Map<String, String> environment) {
    return load(file, dataOverride, environment, USUAL_FILES);
  }

  static KalmConfig load(
      Optional<Path> file,
      Optional<Path> dataOverride,
      Map<String, String> environment,
      List<Path> usualFiles) {
    Optional<Path> found =
        file.isPresent() ? file : usualFiles.stream().filter(Files::isRegularFile).findFirst();
    String origin = found.map(Path::toString).orElse("environment only");
    @Nullable JsonNode tree = found.isPresent() ? parse(found.get(), origin) : null;
    Path folder =
        found.map(path -> path.toAbsolutePath().normalize().getParent()).orElse(Path.of(""));

    Mistakes mistakes = new Mistakes();
    Environment variables = new Environment(environment);
    Section root = new Section(new Section.Source(variables, mistakes, folder), "", tree);
    KalmConfig config = read(root, dataOverride);
    root.finish();
    variables.reportUnknown(SECTIONS, mistakes);
    if (!mistakes.sentences().isEmpty()) {
      throw new ConfigException(origin, mistakes.sentences());
    }
    return config;
  }

  private static KalmConfig read(Section root, Optional<Path> dataOverride) {
    Optional<Path> data = root.path("data", Parsers::folder);
    return new KalmConfig(
        dataOverride.or(() -> data).orElse(KalmConfig.DEFAULT_DATA),
        root.section("database").map(DatabaseConfig::of),
        root.section("cluster").map(ClusterConfig::of),
        ListenConfig.of(root.sectionOrEmpty("listen")),
        DnsConfig.of(root.sectionOrEmpty("dns")),
        AuthorityConfig.of(root.sections("authorities")),
        ResolverConfig.of(root.sectionOrEmpty("resolver")),
        RenewalConfig.of(root.sectionOrEmpty("renewal")),
        root.section("oidc").map(OidcConfig::of));
  }

  private static @Nullable JsonNode parse(Path file, String origin) {
    try {
      String text = Files.readString(file);
      JsonNode tree = YAML.readTree(text);
      return tree.isMissingNode() ? null : tree;
    } catch (IOException e) {
      throw new ConfigException(
          origin,
          List.of(
              "The file %s cannot be read (%s). Name one that exists with --config, and give this user read access to it."
                  .formatted(file, e.getClass().getSimpleName())));
    } catch (JacksonException e) {
      throw new ConfigException(origin, List.of(syntaxMistake(e)));
    }
  }

  /** Where the YAML breaks, without the line itself: it may hold a password. */
  private static String syntaxMistake(JacksonException failure) {
    if (failure.getCause() instanceof MarkedYamlEngineException marked
        && marked.getProblemMark().isPresent()) {
      return "The YAML is malformed at line %d, column %d: %s. Look for a wrong indentation or an unclosed quote just before."
          .formatted(
              marked.getProblemMark().get().getLine() + 1,
              marked.getProblemMark().get().getColumn() + 1,
              marked.getProblem());
    }
    return "The YAML is malformed at line %d, column %d: %s."
        .formatted(
            failure.getLocation().getLineNr(),
            failure.getLocation().getColumnNr(),
            failure.getOriginalMessage().lines().findFirst().orElse("not readable"));
  }
}
