package dev.kalm.testnet;

import java.io.Serial;

/**
 * A part of the box could not be started, changed or asked; the text says which one and shows its
 * last words.
 */
public final class TestnetException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  TestnetException(String message) {
    super(message);
  }

  TestnetException(String message, Throwable cause) {
    super(message, cause);
  }
}
