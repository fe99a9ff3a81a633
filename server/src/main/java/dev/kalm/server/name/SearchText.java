package dev.kalm.server.name;

import com.ibm.icu.text.IDNA;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names in the form in which a part of one is found however a person types it. */
public final class SearchText {
  /** No name is longer (RFC 1035 section 2.3.4). */
  public static final int LONGEST = 253;

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_UNICODE | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

  private SearchText() {}

  /**
   * What is searched in: the names and, where those are others, their U-labels (RFC 5890),
   * separated by spaces.
   *
   * @param names A-labels in lower case, a wildcard or not
   */
  public static String of(List<String> names) {
    List<String> forms = new ArrayList<>();
    for (String name : names) {
      forms.add(name);
      String unicode = unicode(name);
      if (!unicode.equals(name)) {
        forms.add(unicode);
      }
    }
    return String.join(" ", forms);
  }

  /** The name in U-labels; itself where it has none, or wrong ones. */
  public static String unicode(String name) {
    if (!name.contains("xn--")) {
      return name;
    }
    IDNA.Info info = new IDNA.Info();
    String base = name.startsWith("*.") ? name.substring(2) : name;
    String unicode = UTS46.nameToUnicode(base, new StringBuilder(), info).toString();
    return info.hasErrors() ? name : name.substring(0, name.length() - base.length()) + unicode;
  }

  /**
   * The LIKE pattern, with {@code !} for escape, that finds what was typed.
   *
   * @param typed a part of a name, in any case and width
   */
  public static String pattern(String typed) {
    String text =
        Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replace('\u3002', '.')
            .replace("!", "!!")
            .replace("%", "!%")
            .replace("_", "!_");
    return "%" + text + "%";
  }
}
