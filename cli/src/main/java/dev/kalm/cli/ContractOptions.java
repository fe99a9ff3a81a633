package dev.kalm.cli;

import dev.kalm.api.CertificateSort;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.Denial;
import dev.kalm.api.KeyType;
import dev.kalm.api.RevocationReason;
import dev.kalm.api.TokenScope;
import dev.kalm.api.UserRole;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options in the contract's spelling. */
final class ContractOptions {
  private ContractOptions() {}

  static final class Challenge implements ITypeConverter<ChallengeType> {
    @Override
    public ChallengeType convert(String text) {
      return parse(text, ChallengeType::of);
    }
  }

  static final class Status implements ITypeConverter<CertificateStatus> {
    @Override
    public CertificateStatus convert(String text) {
      return parse(text, CertificateStatus::of);
    }
  }

  static final class Sort implements ITypeConverter<CertificateSort> {
    @Override
    public CertificateSort convert(String text) {
      return parse(text, CertificateSort::of);
    }
  }

  static final class Key implements ITypeConverter<KeyType> {
    @Override
    public KeyType convert(String text) {
      return parse(text, KeyType::of);
    }
  }

  static final class HowToDeny implements ITypeConverter<Denial> {
    @Override
    public Denial convert(String text) {
      return parse(text, Denial::of);
    }
  }

  static final class Reason implements ITypeConverter<RevocationReason> {
    @Override
    public RevocationReason convert(String text) {
      return parse(text, RevocationReason::of);
    }
  }

  static final class Scope implements ITypeConverter<TokenScope> {
    @Override
    public TokenScope convert(String text) {
      return parse(text, TokenScope::of);
    }
  }

  static final class Role implements ITypeConverter<UserRole> {
    @Override
    public UserRole convert(String text) {
      return parse(text, UserRole::of);
    }
  }

  /** {@code 90d}, {@code 12h}. */
  static final class Lifetime implements ITypeConverter<Duration> {
    private static final Pattern DAYS_OR_HOURS = Pattern.compile("([1-9][0-9]{0,4})([dh])");

    @Override
    public Duration convert(String text) {
      Matcher matcher = DAYS_OR_HOURS.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is not a time like 90d or 12h");
      }
      long amount = Long.parseLong(matcher.group(1));
      return matcher.group(2).equals("d") ? Duration.ofDays(amount) : Duration.ofHours(amount);
    }
  }

  /** {@code 90s}, {@code 10m}, {@code 1h30m}. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        Duration time = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        if (time.isPositive()) {
          return time;
        }
      } catch (DateTimeParseException e) {
        // The same answer as to a time that is not positive.
      }
      throw new TypeConversionException("'" + text + "' is not a time like 90s, 10m or 1h30m");
    }
  }

  private static <T> T parse(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
