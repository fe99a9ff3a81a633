package dev.kalm.bench.dns;

import dev.kalm.bench.dns.Scenario.Kind;
import java.util.List;
import java.util.Locale;

/** CPU time for each query as bars, of the unsigned zone without EDNS, as an SVG. */
final class Chart {
  private static final int WIDTH = 900;
  private static final int LEFT = 130;
  private static final int BAR = 22;
  private static final int ROW = 60;
  private static final int TOP = 120;
  private static final int LONGEST = 620;
  private static final String FLAT = "#11703f";
  private static final String DNSPERF = "#a85b00";

  private Chart() {}

  /** Without a bar for what was not measured. */
  static String svg(Results results) {
    Samples flat = results.samples(new Scenario(Kind.UDP_FLAT, Edns.NONE, false));
    Samples dnsperf = results.samples(new Scenario(Kind.UDP_DNSPERF, Edns.NONE, false));
    List<String> servers = flat.servers().isEmpty() ? dnsperf.servers() : flat.servers();
    double most =
        servers.stream()
            .mapToDouble(
                server -> Math.max(zeroed(cpu(flat, server)), zeroed(cpu(dnsperf, server))))
            .max()
            .orElse(1);
    int height = TOP + ROW * servers.size() + 20;
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-labelledby="title desc" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif" font-size="19" fill="#1f2430">
              <title id="title">CPU time that a DNS query costs</title>
              <desc id="desc">%3$s</desc>
              <!-- An opaque card, so that it reads the same on a light and on a dark page. -->
              <rect x="1" y="1" width="%4$d" height="%5$d" rx="14" fill="#fff" stroke="#c9d0dc" stroke-width="2"/>
              <text x="24" y="40" font-weight="bold" font-size="22">µs of CPU for each query over UDP, user and system</text>
              <rect x="24" y="60" width="18" height="18" fill="%6$s"/><text x="50" y="76">driven flat out</text>
              <rect x="210" y="60" width="18" height="18" fill="%7$s"/><text x="236" y="76">at dnsperf’s load</text>
              <text x="24" y="104" font-size="16" fill="#5b6475">less is better; floor: a reflector without any DNS</text>
            """
                .formatted(
                    WIDTH,
                    height,
                    description(flat, dnsperf, servers),
                    WIDTH - 2,
                    height - 2,
                    FLAT,
                    DNSPERF));
    for (int i = 0; i < servers.size(); i++) {
      String server = servers.get(i);
      int y = TOP + ROW * i;
      svg.append(text(24, y + 30, server, server.equals(Kalm.NAME)));
      svg.append(bar(y, cpu(flat, server), most, FLAT));
      svg.append(bar(y + BAR + 2, cpu(dnsperf, server), most, DNSPERF));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String bar(int y, double micros, double most, String fill) {
    if (Double.isNaN(micros)) {
      return "";
    }
    double length = micros / most * LONGEST;
    return String.format(
            Locale.ROOT,
            "  <rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
            LEFT,
            y,
            length,
            BAR,
            fill)
        + text(LEFT + (int) length + 8, y + BAR - 4, number(micros), false);
  }

  private static String text(int x, int y, String text, boolean isBold) {
    return "  <text x=\"%d\" y=\"%d\"%s>%s</text>%n"
        .formatted(x, y, isBold ? " font-weight=\"bold\"" : "", text);
  }

  private static String description(Samples flat, Samples dnsperf, List<String> servers) {
    StringBuilder text = new StringBuilder("Flat out, and at dnsperf’s load:");
    for (String server : servers) {
      text.append(' ')
          .append(server)
          .append(' ')
          .append(number(cpu(flat, server)))
          .append(" and ")
          .append(number(cpu(dnsperf, server)))
          .append(';');
    }
    return text.toString();
  }

  private static double cpu(Samples samples, String server) {
    return samples.spread(server, Sample::cpuMicros).median();
  }

  private static double zeroed(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "not measured" : String.format(Locale.ROOT, "%.1f", value);
  }
}
