package dev.kalm.server.config;

import java.util.List;

/** The configuration has mistakes: all of them, each with its key. No message holds a secret. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.copyOf's lists are serializable
  private final List<String> mistakes;

  ConfigException(String source, List<String> mistakes) {
    super(
        "The configuration (%s) has %s:\n  - %s"
            .formatted(
                source,
                mistakes.size() == 1 ? "a mistake" : mistakes.size() + " mistakes",
                String.join("\n  - ", mistakes)));
    this.mistakes = List.copyOf(mistakes);
  }

  /** One sentence each, in the order of the configuration's sections. */
  public List<String> mistakes() {
    return mistakes;
  }
}
