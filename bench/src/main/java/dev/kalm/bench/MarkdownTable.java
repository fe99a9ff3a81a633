package dev.kalm.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table whose columns line up as plain text. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /** Every row has as many cells as there are headings. */
  public static String of(List<String> headings, List<List<String>> rows) {
    List<Integer> widths =
        IntStream.range(0, headings.size())
            .mapToObj(column ->
                Stream.concat(Stream.of(headings), rows.stream())
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElseThrow())
            .toList();
    List<String> rule = widths.stream().map("-"::repeat).toList();
    return Stream.concat(Stream.of(headings, rule), rows.stream())
        .map(row -> line(row, widths))
        .collect(Collectors.joining());
  }

  private static String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(column ->
            cells.get(column) + " ".repeat(widths.get(column) - cells.get(column).length()))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
