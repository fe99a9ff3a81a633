package dev.kalm.cli;

import dev.kalm.api.CertificateExport;
import dev.kalm.api.KalmClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Prints the names of the files that it wrote, never the key. */
@Command(
    name = "export",
    description = "Write the certificate, its chain and its private key to files.")
final class CertExport extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "The certificate's id, or a name in it.")
  private String id = "";

  @Option(
      names = "--format",
      paramLabel = "pem|p12|jks",
      converter = FormatConverter.class,
      description = "pem (the default), or a key store.")
  private ExportFiles.Format format = ExportFiles.Format.PEM;

  @Option(names = "--out", paramLabel = "DIR", description = "Where to; this folder unless given.")
  private Path out = Path.of("");

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "Holds the key store's password; without it one is made and written to keystore.password.")
  private @Nullable Path passwordFile;

  CertExport(Terminal terminal) {
    super(terminal);
  }

  @Override
  void checkArguments() {
    if (format == ExportFiles.Format.PEM && passwordFile != null) {
      throw usage("--password-file is for --format p12 or jks.");
    }
  }

  @Override
  int run(KalmClient client) throws IOException {
    ExportFiles files = new ExportFiles(out, passwordFile);
    CertificateExport export = client.export(Lookup.id(client, id));
    List<String> written = files.write(export, format).stream().map(Path::toString).toList();
    print(Map.of("files", written), String.join("\n", written) + "\n");
    return Main.DONE;
  }

  static final class FormatConverter implements ITypeConverter<ExportFiles.Format> {
    @Override
    public ExportFiles.Format convert(String text) {
      return switch (text) {
        case "pem" -> ExportFiles.Format.PEM;
        case "p12" -> ExportFiles.Format.P12;
        case "jks" -> ExportFiles.Format.JKS;
        case String other ->
            throw new TypeConversionException("'" + other + "' is not one of: pem, p12, jks");
      };
    }
  }
}
