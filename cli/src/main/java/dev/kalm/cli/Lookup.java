package dev.kalm.cli;

import dev.kalm.api.Certificate;
import dev.kalm.api.KalmClient;
import dev.kalm.api.KalmException;
import dev.kalm.api.Problem;
import dev.kalm.api.ProblemKind;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the certificate that a user means: by its id, or by a name that only one of them has. */
final class Lookup {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  private static final int MOST_SHOWN = 20;

  private Lookup() {}

  static String id(KalmClient client, String idOrName) throws KalmException {
    if (UUID.matcher(idOrName).matches()) {
      return idOrName;
    }
    List<Certificate> found = client.certificatesNamed(idOrName, MOST_SHOWN).items();
    if (found.size() == 1) {
      return found.getFirst().id();
    }
    if (found.isEmpty()) {
      throw failure(
          "No certificate has the id or the name '" + idOrName + "'.",
          "See what there is: kalm cert list");
    }
    StringBuilder which = new StringBuilder();
    for (Certificate certificate : found) {
      which.append("\n  ").append(certificate.id()).append("  ").append(certificate.status());
      which.append("  ").append(String.join(", ", certificate.names()));
    }
    throw failure(
        found.size() + " certificates have the name '" + idOrName + "':" + which,
        "Give the id of the one that you mean.");
  }

  private static KalmException failure(String detail, String advice) {
    return new KalmException(
        Problem.ofType(Problem.NO_TYPE, null, detail)
            .withKind(ProblemKind.USER_ACTION)
            .withAdvice(advice));
  }
}
