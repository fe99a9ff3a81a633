package dev.kalm.server.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets a test be somebody. */
public final class AsCaller {
  private AsCaller() {}

  /** As an operator for these domains. */
  public static <T> T asOperator(List<String> domains, Supplier<T> work) {
    Caller caller =
        new Caller(
            Caller.Kind.USER, "1", "olga", Role.OPERATOR, domains, Optional.empty(), "192.0.2.1");
    return caller.bound().call(work::get);
  }
}
