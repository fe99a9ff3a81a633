package dev.kalm.server.certificate;

import com.ibm.icu.text.IDNA;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.Problem.Mistake;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of a certificate as a CA takes them: lower-case A-labels (RFC 5890), no trailing dot,
 * each once, in the order given. A wildcard stands for one label at the very left (RFC 6125 section
 * 6.4.3).
 */
public final class CertificateNames {

  /** Names in one certificate: what the public CAs allow at most. */
  public static final int LIMIT = 100;

  /** Names as typed that are looked at one by one; of more, only their number is told. */
  static final int TYPED_LIMIT = 10 * LIMIT;

  private static final int NAME_LIMIT = 253;
  private static final int LABEL_LIMIT = 63;
  private static final String CHALLENGE_LABEL = "_acme-challenge.";
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.USE_STD3_RULES);
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private CertificateNames() {}

  /** One or more names cannot be certified; every mistake is listed. */
  public static final class RefusedNamesException extends RuntimeException {
    private final transient List<Mistake> mistakes;

    RefusedNamesException(List<Mistake> mistakes) {
      super(mistakes.getFirst().detail());
      this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
      return mistakes;
    }
  }

  private static final class RefusedNameException extends Exception {
    private final String why;

    RefusedNameException(String why) {
      super(why);
      this.why = why;
    }
  }

  /**
   * @param names as a person typed them
   * @throws RefusedNamesException naming each name that cannot be certified, and why
   */
  public static List<String> normalise(List<String> names) {
    List<Mistake> mistakes = new ArrayList<>();
    Set<String> kept = new LinkedHashSet<>();
    if (names.isEmpty()) {
      mistakes.add(Mistake.at("/names", "a certificate needs at least one name"));
    }
    if (names.size() > TYPED_LIMIT) {
      mistakes.add(
          Mistake.at(
              "/names", names.size() + " names are too many: a certificate has at most " + LIMIT));
      throw new RefusedNamesException(mistakes);
    }
    for (int index = 0; index < names.size(); index++) {
      try {
        kept.add(normalise(names.get(index)));
      } catch (RefusedNameException refused) {
        mistakes.add(Mistake.at("/names/" + index, refused.why));
      }
    }
    if (kept.size() > LIMIT) {
      mistakes.add(
          Mistake.at(
              "/names",
              kept.size()
                  + " names are too many for one certificate: authorities take at most "
                  + LIMIT
                  + ", make several"));
    }
    if (!mistakes.isEmpty()) {
      throw new RefusedNamesException(mistakes);
    }
    return List.copyOf(kept);
  }

  /** A name as typed, and the name that it is, or why it is none. */
  record Read(String typed, Optional<String> name, Optional<String> error) {}

  /** Each name for itself: one that cannot be certified keeps no other from being read. */
  static List<Read> read(List<String> names) {
    return names.stream()
        .map(typed -> {
          try {
            return new Read(typed, Optional.of(normalise(typed)), Optional.empty());
          } catch (RefusedNameException refused) {
            return new Read(typed, Optional.empty(), Optional.of(refused.why));
          }
        })
        .toList();
  }

  /**
   * The challenge that proves the names: the one wished for, or DNS-01 if there is a wildcard and
   * HTTP-01 otherwise.
   *
   * @param names normalised
   * @throws RefusedNamesException if a name cannot be proven by it
   */
  public static ChallengeType challenge(List<String> names, Optional<ChallengeType> wished) {
    ChallengeType challenge =
        wished.orElse(
            names.stream().anyMatch(CertificateNames::isWildcard)
                ? ChallengeType.DNS_01
                : ChallengeType.HTTP_01);
    List<Mistake> mistakes = new ArrayList<>();
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      if (challenge == ChallengeType.HTTP_01 && isWildcard(name)) {
        mistakes.add(
            Mistake.at(
                "/names/" + index,
                name
                    + " is a wildcard, and no authority proves one by HTTP-01: leave the challenge out, or choose dns-01"));
      }
      if (challenge == ChallengeType.DNS_01
          && (CHALLENGE_LABEL + domain(name)).length() > NAME_LIMIT) {
        mistakes.add(
            Mistake.at(
                "/names/" + index,
                name
                    + " is too long for DNS-01: with "
                    + CHALLENGE_LABEL
                    + " before it, it has more than "
                    + NAME_LIMIT
                    + " characters"));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new RefusedNamesException(mistakes);
    }
    return challenge;
  }

  public static boolean isWildcard(String name) {
    return name.startsWith("*.");
  }

  /** The base domain that is validated: a wildcard and its apex share it. */
  public static String domain(String name) {
    return isWildcard(name) ? name.substring(2) : name;
  }

  /** The base domains of the names, each once, in their order. */
  public static List<String> domains(List<String> names) {
    return names.stream().map(CertificateNames::domain).distinct().toList();
  }

  private static String normalise(String typed) throws RefusedNameException {
    String name = typed.strip();
    if (name.isEmpty()) {
      throw new RefusedNameException("an empty name cannot be certified");
    }
    if (name.length() > NAME_LIMIT * 4) {
      throw new RefusedNameException(
          "a name of "
              + name.length()
              + " characters is longer than DNS allows ("
              + NAME_LIMIT
              + ")");
    }
    if (name.contains("://") || name.contains("/")) {
      throw new RefusedNameException(
          "'" + name + "' is a URL: give the host name alone, such as www.example.com");
    }
    if (name.contains("@")) {
      throw new RefusedNameException(
          "'" + name + "' is an e-mail address: give a host name, such as www.example.com");
    }
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.startsWith("[")
        || name.chars().filter(c -> c == ':').count() > 1
        || IPV4.matcher(name).matches()) {
      throw new RefusedNameException(
          "'"
              + name
              + "' is an IP address, not a name: certificates for addresses cannot be ordered here yet");
    }
    if (name.contains(":")) {
      throw new RefusedNameException(
          "'" + name + "' has a port: a certificate is for a name on every port, leave it out");
    }
    boolean wildcard = name.startsWith("*.");
    String base = wildcard ? name.substring(2) : name;
    if (base.contains("*")) {
      throw new RefusedNameException(
          "'"
              + name
              + "': a wildcard stands for exactly one label, at the very left, as in *.example.com");
    }
    return (wildcard ? "*." : "") + base(base, name, wildcard);
  }

  private static String base(String base, String typed, boolean wildcard)
      throws RefusedNameException {
    for (String label : base.split("\\.", -1)) {
      if (label.isEmpty()) {
        throw new RefusedNameException(
            "'"
                + typed
                + "' has an empty label: there are two dots side by side, or one at the start");
      }
      if (label.contains("_")) {
        throw new RefusedNameException(
            "'"
                + typed
                + "': a name in a certificate has no underscore (CA/Browser Forum BR 7.1.2.7.12)");
      }
    }
    String ascii = ascii(base, typed);
    String[] labels = ascii.split("\\.", -1);
    for (String label : labels) {
      if (label.length() > LABEL_LIMIT) {
        throw new RefusedNameException(
            "'"
                + typed
                + "': the label '"
                + label
                + "' has "
                + label.length()
                + " characters, at most "
                + LABEL_LIMIT
                + " are allowed");
      }
      if (!LABEL.matcher(label).matches()) {
        throw new RefusedNameException(
            "'"
                + typed
                + "': the label '"
                + label
                + "' may have letters, digits and inner hyphens only");
      }
    }
    if (ascii.length() + (wildcard ? 2 : 0) > NAME_LIMIT) {
      throw new RefusedNameException(
          "'"
              + typed
              + "' has "
              + ascii.length()
              + " characters, at most "
              + NAME_LIMIT
              + " are allowed");
    }
    if (labels.length < 2) {
      throw new RefusedNameException(
          wildcard
              ? "'" + typed + "' would cover a whole top-level domain: no authority certifies that"
              : "'" + typed + "' is a single label: a name needs at least two, as in example.com");
    }
    if (labels[labels.length - 1].chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new RefusedNameException(
          "'"
              + typed
              + "' ends in digits alone, which no top-level domain does: is it an IP address?");
    }
    return ascii;
  }

  private static String ascii(String base, String typed) throws RefusedNameException {
    if (base.chars().allMatch(c -> c < 128) && !base.toLowerCase(Locale.ROOT).contains("xn--")) {
      return base.toLowerCase(Locale.ROOT);
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii = UTS46.nameToASCII(base, new StringBuilder(), info);
    if (info.getErrors().contains(IDNA.Error.LABEL_TOO_LONG)
        || info.getErrors().contains(IDNA.Error.DOMAIN_NAME_TOO_LONG)) {
      throw new RefusedNameException(
          "'"
              + typed
              + "' is too long: its A-label form has a label over "
              + LABEL_LIMIT
              + " or more than "
              + NAME_LIMIT
              + " characters");
    }
    if (info.hasErrors()) {
      throw new RefusedNameException(
          "'"
              + typed
              + "' is not a valid internationalised name ("
              + info.getErrors().toString().toLowerCase(Locale.ROOT)
              + ")");
    }
    return ascii.toString();
  }
}
