package dev.kalm.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One section while it is read. A variable goes before the file. Every key that is asked for is
 * known from then on; {@link #finish} reports the others.
 */
final class Section {
  private static final Pattern URL_WITH_USER = Pattern.compile("://.*@");

  private final Source source;
  private final String path;
  private final @Nullable JsonNode node;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Section> children = new ArrayList<>();

  /** What all sections share. */
  record Source(Environment environment, Mistakes mistakes, Path folder) {}

  /** A value and the words that say where it stands. */
  private record Value(String text, String place, boolean isVariable) {}

  Section(Source source, String path, @Nullable JsonNode node) {
    this.source = source;
    this.path = path;
    this.node = object(node);
  }

  private @Nullable JsonNode object(@Nullable JsonNode value) {
    if (value == null || value.isNull() || value.isObject()) {
      return value;
    }
    source.mistakes().add(path, "has to be a section with keys of its own, not a value or a list.");
    return null;
  }

  <T> Optional<T> optional(String key, Function<String, T> parser) {
    return scalar(key).flatMap(value -> parse(value, value.text(), parser, true));
  }

  <T> T required(String key, Function<String, T> parser, String meaning, T substitute) {
    Optional<Value> value = scalar(key);
    if (value.isEmpty()) {
      missing(key, meaning);
    }
    return value.flatMap(v -> parse(v, v.text(), parser, true)).orElse(substitute);
  }

  Optional<String> secret(String key) {
    return scalar(key).map(Value::text);
  }

  String requiredSecret(String key, Function<String, String> parser, String meaning) {
    Optional<Value> value = scalar(key);
    if (value.isEmpty()) {
      missing(key, meaning);
    }
    return value.flatMap(v -> parse(v, v.text(), parser, false)).orElse("");
  }

  /** A path; a relative one is relative to the file that it stands in, or to the working folder. */
  <T> Optional<T> path(String key, Function<Path, T> check) {
    return scalar(key)
        .flatMap(value ->
            parse(
                value,
                value.text(),
                text ->
                    check.apply(
                        value.isVariable()
                            ? path(text)
                            : source.folder().resolve(path(text)).normalize()),
                true));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is no path", e);
    }
  }

  /**
   * A YAML list, or one text with commas, as variables have to be. An empty list counts as absent.
   */
  <T> Optional<List<T>> list(String key, Function<String, T> parser) {
    List<Value> values = new ArrayList<>();
    JsonNode child = child(key);
    Optional<Value> variable = variable(key);
    if (variable.isEmpty() && child != null && child.isArray()) {
      for (int i = 0; i < child.size(); i++) {
        scalar(child.get(i), "%s[%d]".formatted(keyPath(key), i)).ifPresent(values::add);
      }
    } else {
      scalar(key)
          .ifPresent(whole -> {
            for (String part : whole.text().split(",", -1)) {
              values.add(new Value(part.strip(), whole.place(), whole.isVariable()));
            }
          });
    }
    List<T> parsed = new ArrayList<>();
    for (Value value : values) {
      parse(value, value.text(), parser, true).ifPresent(parsed::add);
    }
    // A list of nothing but mistakes is not absent: no second sentence about it.
    return values.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(parsed));
  }

  /** A section below this one, if the file or a variable speaks of it. */
  Optional<Section> section(String key) {
    JsonNode child = child(key);
    if ((child == null || child.isNull()) && !source.environment().sets(keyPath(key))) {
      return Optional.empty();
    }
    return Optional.of(child(new Section(source, keyPath(key), child)));
  }

  /** A section below this one; empty if nothing speaks of it. */
  Section sectionOrEmpty(String key) {
    return section(key).orElseGet(() -> child(new Section(source, keyPath(key), null)));
  }

  List<Section> sections(String key) {
    JsonNode child = child(key);
    if (child != null && !child.isArray() && !child.isNull()) {
      mistake(key, "has to be a list: start each entry with \"- \".");
      return List.of();
    }
    int inFile = child == null ? 0 : child.size();
    int count = Math.max(inFile, source.environment().sections(keyPath(key)));
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      JsonNode entry = child != null && i < inFile ? child.get(i) : null;
      sections.add(child(new Section(source, "%s[%d]".formatted(keyPath(key), i), entry)));
    }
    return sections;
  }

  void missing(String key, String meaning) {
    mistake(key, "is missing: set it to %s.".formatted(meaning));
  }

  void mistake(String key, String sentence) {
    source.mistakes().add(keyPath(key), sentence);
  }

  /** Reports the keys of this section and those below that nobody asked for. */
  void finish() {
    if (node != null && node.isObject()) {
      for (String key : node.propertyNames()) {
        if (!known.contains(key)) {
          mistake(key, "is no known key. " + Mistakes.suggestion(key, known));
        }
      }
    }
    children.forEach(Section::finish);
  }

  private Section child(Section section) {
    children.add(section);
    return section;
  }

  private @Nullable JsonNode child(String key) {
    known.add(key);
    return node == null ? null : node.get(key);
  }

  private Optional<Value> scalar(String key) {
    Optional<Value> variable = variable(key);
    JsonNode child = child(key);
    return variable.isPresent() ? variable : scalar(child, keyPath(key));
  }

  private Optional<Value> variable(String key) {
    String keyPath = keyPath(key);
    return source
        .environment()
        .get(keyPath)
        .map(
            text -> new Value(text, "%s (%s)".formatted(keyPath, Environment.name(keyPath)), true));
  }

  private Optional<Value> scalar(@Nullable JsonNode value, String place) {
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (value.isContainer()) {
      source.mistakes().add(place, "has to be one value, not a list or a section.");
      return Optional.empty();
    }
    String text = value.asString().strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(new Value(text, place, false));
  }

  private <T> Optional<T> parse(
      Value value, String text, Function<String, T> parser, boolean mayQuote) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      source
          .mistakes()
          .add(
              value.place(),
              "%s %s."
                  .formatted(
                      mayQuote && !URL_WITH_USER.matcher(text).find()
                          ? "\"" + text + "\""
                          : "the value",
                      e.getMessage()));
      return Optional.empty();
    }
  }

  private String keyPath(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
