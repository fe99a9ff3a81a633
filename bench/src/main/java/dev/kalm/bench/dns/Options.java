package dev.kalm.bench.dns;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to measure, and for how long.
 *
 * @param seconds of each measured run
 * @param warmUp seconds of load that Kalm's JVM gets before it is measured first
 * @param delegations of the zone that is asked
 * @param many delegations, for memory and for loading
 * @param chart where the SVG goes
 * @param table where the Markdown goes
 */
record Options(
    Set<Part> parts,
    List<DnsPeer> peers,
    Set<Edns> edns,
    Set<Boolean> signed,
    int rounds,
    double seconds,
    double warmUp,
    int delegations,
    int many,
    Optional<Path> chart,
    Optional<Path> table) {

  static final String USAGE =
      """
      ./dev bench dns [PART...] [OPTION...]

      parts, all unless some are named:
        udp         UDP flat out                    latency  UDP at a fixed rate: percentiles
        dnsperf     UDP at dnsperf's load           memory   with a million delegations
        tcp         TCP pipelined, 20 connections   start    until the first answer
        tcp-single  TCP, a connection each          publish  a TXT value, until it is served
                                                    load     a million delegations from SQLite
      options:
        --peers nsd,knot,bind,powerdns   beside Kalm, and the floor for UDP
        --edns none,edns,do              --zones unsigned,signed
        --rounds 3    --seconds 2        of each run
        --warm-up 8                      seconds of load before Kalm is measured first
        --names 100000                   of the zone that is asked
        --many 1000000                   delegations, for memory and load
        --table FILE  --chart FILE       besides target/bench/dns.md and dns-speed.svg
      """;

  /** What can be measured by itself. */
  enum Part {
    UDP,
    DNSPERF,
    TCP,
    TCP_SINGLE,
    LATENCY,
    MEMORY,
    START,
    PUBLISH,
    LOAD
  }

  private static final List<DnsPeer> PEERS =
      List.of(new Nsd(), new Knot(), new Bind(), new PowerDns());

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Options parse(String... arguments) {
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    Set<Part> parts = EnumSet.noneOf(Part.class);
    List<DnsPeer> peers = PEERS;
    Set<Edns> edns = EnumSet.allOf(Edns.class);
    Set<Boolean> signed = Set.of(false, true);
    int rounds = 3;
    double seconds = 2;
    double warmUp = 8;
    int delegations = 100_000;
    int many = 1_000_000;
    Optional<Path> chart = Optional.empty();
    Optional<Path> table = Optional.empty();
    while (!rest.isEmpty()) {
      String word = rest.pop();
      switch (word) {
        case "--peers" -> peers = list(word, rest, Options::peer);
        case "--edns" -> edns = Set.copyOf(list(word, rest, name -> named(Edns.class, name)));
        case "--zones" -> signed = Set.copyOf(list(word, rest, Options::isSigned));
        case "--rounds" -> rounds = number(word, rest).intValue();
        case "--seconds" -> seconds = number(word, rest);
        case "--warm-up" -> warmUp = number(word, rest);
        case "--names" -> delegations = number(word, rest).intValue();
        case "--many" -> many = number(word, rest).intValue();
        case "--chart" -> chart = Optional.of(Path.of(argument(word, rest)));
        case "--table" -> table = Optional.of(Path.of(argument(word, rest)));
        default -> parts.add(named(Part.class, word));
      }
    }
    return new Options(
        parts.isEmpty() ? EnumSet.allOf(Part.class) : parts,
        peers,
        edns,
        signed,
        rounds,
        seconds,
        warmUp,
        delegations,
        many,
        chart,
        table);
  }

  boolean measures(Part... any) {
    return Stream.of(any).anyMatch(parts::contains);
  }

  private static DnsPeer peer(String name) {
    return PEERS.stream()
        .filter(peer -> peer.name().equals(name))
        .findAny()
        .orElseThrow(() -> unknown(name, PEERS.stream().map(DnsPeer::name)));
  }

  private static boolean isSigned(String name) {
    return switch (name) {
      case "signed" -> true;
      case "unsigned" -> false;
      default -> throw unknown(name, Stream.of("unsigned", "signed"));
    };
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) {
    return Stream.of(type.getEnumConstants())
        .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_')))
        .findAny()
        .orElseThrow(() ->
            unknown(
                name,
                Stream.of(type.getEnumConstants())
                    .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))));
  }

  private static IllegalArgumentException unknown(String name, Stream<String> known) {
    return new IllegalArgumentException(
        "'%s' is none of: %s".formatted(name, known.collect(Collectors.joining(", "))));
  }

  private static <T> List<T> list(String option, Deque<String> rest, Function<String, T> one) {
    List<T> all = new ArrayList<>();
    for (String name : argument(option, rest).split(",")) {
      all.add(one.apply(name));
    }
    return List.copyOf(all);
  }

  private static Double number(String option, Deque<String> rest) {
    String text = argument(option, rest);
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s takes a number, not '%s'".formatted(option, text), e);
    }
    if (!(number > 0)) {
      throw new IllegalArgumentException("%s has to be more than 0".formatted(option));
    }
    return number;
  }

  private static String argument(String option, Deque<String> rest) {
    String next = rest.poll();
    if (next == null) {
      throw new IllegalArgumentException(option + " lacks its value");
    }
    return next;
  }
}
