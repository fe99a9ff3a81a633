package dev.kalm.bench.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The peers' zone, signed by BIND's tools: one ECDSA P-256 key for everything, and NSEC. */
final class SignedZone {
  private SignedZone() {}

  /** The file that it returns holds the zone of {@code file} with its signatures. */
  static Path sign(Path file, Path folder) throws IOException {
    Progress.say("signing the peers' zone");
    Path keys = Files.createDirectories(folder.resolve("keys"));
    Path signed = folder.resolve("zone.signed");
    String key =
        Program.output(
            List.of(
                "dnssec-keygen",
                "-q",
                "-K",
                keys.toString(),
                "-a",
                "ECDSAP256SHA256",
                "-f",
                "KSK",
                BenchZone.APEX));
    Program.output(
        List.of(
            "dnssec-signzone",
            "-q",
            "-S", // takes the key's record from the folder
            "-z", // a key that signs the keys signs the rest too
            "-P", // without the check that takes as long as signing
            "-K",
            keys.toString(),
            "-d",
            keys.toString(),
            "-o",
            BenchZone.APEX,
            "-f",
            signed.toString(),
            file.toString(),
            keys.resolve(key).toString()));
    return signed;
  }
}
