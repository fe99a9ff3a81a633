package dev.kalm.server.key;

/** A secret could not be sealed, or not be read again. The message never holds any part of it. */
public final class SealException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SealException(String message) {
    super(message);
  }

  SealException(String message, Throwable cause) {
    super(message, cause);
  }
}
