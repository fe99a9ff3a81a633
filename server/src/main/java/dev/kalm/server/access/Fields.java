package dev.kalm.server.access;

import dev.kalm.api.Problem.Mistake;
import dev.kalm.server.http.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Refuses a body that lacks what it has to have, and names all of it. */
final class Fields {
  private final List<String> missing = new ArrayList<>();

  Fields with(String name, @Nullable Object value) {
    if (value == null) {
      missing.add(name);
    }
    return this;
  }

  /**
   * Goes on only if all of them are there.
   *
   * @throws RequestException 400, naming each that is not
   */
  void require() {
    if (!missing.isEmpty()) {
      throw RequestException.badRequest(
          missing.stream().collect(Collectors.joining(", ", "The body lacks ", ".")),
          missing.stream().map(name -> Mistake.at("/" + name, name + " is missing")).toList());
    }
  }
}
