package dev.kalm.server.authority;

import dev.kalm.api.Json;
import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeNotSupportedException;
import org.shredzone.acme4j.exception.AcmeServerException;

/**
 * Makes a {@link Failure} of what the ACME library threw: which kind it is, and what a user can do.
 */
final class Failures {
  /** What the library says of an answer without a problem document. */
  private static final String NOT_FOUND = "HTTP 404";

  private static final String ACME = "urn:ietf:params:acme:error:";

  private Failures() {}

  /**
   * @param what the call, as in "place an order for www.myapp.com"
   */
  static AuthorityException of(
      String authority, String what, Exception thrown, @Nullable Instant retryAfter) {
    Throwable cause =
        thrown instanceof AcmeLazyLoadingException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return switch (cause) {
      case AcmeServerException server -> {
        Problem problem = problem(server.getProblem());
        String type =
            problem.type().startsWith(ACME)
                ? problem.type().substring(ACME.length())
                : problem.type();
        boolean gone =
            type.equals("accountDoesNotExist") || Integer.valueOf(404).equals(problem.status());
        yield new AuthorityException(
            of(authority, problem, nameIn(problem), retryAfter), gone, cause);
      }
      case AcmeNetworkException network ->
          new AuthorityException(
              unreachable(
                  authority,
                  what,
                  Optional.ofNullable(network.getCause()).orElse(network),
                  retryAfter),
              false,
              cause);
      case AcmeNotSupportedException unsupported ->
          new AuthorityException(
              Failure.of(
                  ProblemKind.REFUSED,
                  "not offered by the authority",
                  authority + " does not offer what was asked for: " + unsupported.getMessage(),
                  "choose another profile or another authority"),
              false,
              cause);
      case AcmeException other when NOT_FOUND.equals(other.getMessage()) ->
          new AuthorityException(
              Failure.of(
                  ProblemKind.TRANSIENT,
                  "the authority has forgotten it",
                  "could not " + what + ": " + authority + " does not know it any more",
                  "nothing: it is ordered anew"),
              true,
              cause);
      case AcmeException other ->
          new AuthorityException(unreachable(authority, what, other, retryAfter), false, cause);
      default ->
          new AuthorityException(
              Failure.of(
                  ProblemKind.TRANSIENT,
                  "the authority's answer made no sense",
                  "could not "
                      + what
                      + ": "
                      + authority
                      + " answered something unexpected ("
                      + cause.getMessage()
                      + ")",
                  "nothing: it is tried again"),
              false,
              cause);
    };
  }

  /**
   * What follows from a problem document of the CA.
   *
   * @param name the name that it is about
   */
  static Failure of(String authority, Problem problem, String name, @Nullable Instant retryAfter) {
    String type =
        problem.type().startsWith(ACME) ? problem.type().substring(ACME.length()) : problem.type();
    ProblemKind kind =
        switch (type) {
          case "rateLimited" -> ProblemKind.RATE_LIMITED;
          case "caa",
              "connection",
              "dns",
              "incorrectResponse",
              "tls",
              "unauthorized",
              "userActionRequired",
              "externalAccountRequired",
              "invalidContact",
              "unsupportedContact" ->
              ProblemKind.USER_ACTION;
          case "rejectedIdentifier",
              "unsupportedIdentifier",
              "badCSR",
              "badPublicKey",
              "invalidProfile",
              "compound" ->
              ProblemKind.REFUSED;
          case "serverInternal", "badNonce", "accountDoesNotExist", "orderNotReady", "malformed" ->
              ProblemKind.TRANSIENT;
          default ->
              problem.status() != null && problem.status() >= 500
                  ? ProblemKind.TRANSIENT
                  : ProblemKind.REFUSED;
        };
    return new Failure(
        kind,
        problem.withKind(kind).withAdvice(advice(authority, type, problem, name)),
        retryAfter);
  }

  private static String nameIn(Problem problem) {
    return problem.subproblems().stream()
        .map(Problem.Subproblem::identifier)
        .filter(Objects::nonNull)
        .map(Problem.Identifier::value)
        .findFirst()
        .orElse("the name");
  }

  private static String advice(String authority, String type, Problem problem, String name) {
    return switch (type) {
      case "rateLimited" ->
          "nothing: "
              + authority
              + " limits how much it issues, and it is tried again when it allows it";
      case "caa" ->
          "add a CAA record for "
              + name
              + " that allows "
              + authority
              + ", or remove the one that forbids it";
      case "connection" ->
          name
              + " could not be reached by "
              + authority
              + ": open port 80 (HTTP-01) or port 53 over UDP and TCP (DNS-01) to the whole internet, and check where the name's address records lead";
      case "dns" ->
          "the DNS of "
              + name
              + " did not answer "
              + authority
              + ": check its CNAME with 'kalm delegation check' and the zone's NS records with 'kalm zone check'";
      case "incorrectResponse", "unauthorized" ->
          "what the authority saw for "
              + name
              + " was not this server's answer: check that its records lead here, with 'kalm delegation check "
              + name
              + "' for a wildcard, or by its address record for HTTP-01";
      case "tls" ->
          "the TLS set-up behind "
              + name
              + " disturbs the validation: do not redirect it to a broken HTTPS site";
      case "userActionRequired" ->
          "open the link in the authority's message and do what it asks for"
              + (problem.instance() == null ? "" : ": " + problem.instance());
      case "externalAccountRequired" ->
          authority
              + " wants an account binding: get a key id and an HMAC key there and give them to it in the web interface under Settings, or with 'kalm settings authority "
              + authority
              + "'";
      case "invalidContact", "unsupportedContact" ->
          "give " + authority + " another e-mail address, in the web interface under Settings";
      case "rejectedIdentifier", "unsupportedIdentifier" ->
          authority + " does not certify " + name + ": remove the name or choose another authority";
      case "badCSR", "badPublicKey" -> "choose another key type";
      case "invalidProfile" -> "choose a profile that " + authority + " offers, or none";
      default -> "nothing: it is tried again";
    };
  }

  private static Failure unreachable(
      String authority, String what, Throwable cause, @Nullable Instant retryAfter) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    Failure failure =
        Failure.of(
            ProblemKind.TRANSIENT,
            "the authority cannot be reached",
            "could not " + what + ": " + authority + " did not answer as it should (" + why + ")",
            "nothing if it passes; if it stays, check this server's way to the internet and the authority's directory URL");
    return new Failure(failure.kind(), failure.problem(), retryAfter);
  }

  /**
   * The CA's document, whole: unknown members are lost by no field that RFC 8555 or RFC 9457 names.
   */
  static Problem problem(org.shredzone.acme4j.Problem theirs) {
    return Json.mapper().readValue(theirs.asJSON().toString(), Problem.class);
  }
}
