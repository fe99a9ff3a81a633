package dev.kalm.server.access;

/**
 * Signing in through the provider did not work. The message is for the person: a word that the
 * sign-in page knows, or a sentence.
 */
final class OidcException extends Exception {
  private static final long serialVersionUID = 1;

  OidcException(String message) {
    super(message);
  }

  OidcException(String message, Throwable cause) {
    super(message, cause);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
