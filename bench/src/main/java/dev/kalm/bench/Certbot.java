package dev.kalm.bench;

import dev.kalm.api.ChallengeType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** certbot with its standalone HTTP-01 server, and manual hooks for DNS-01. */
final class Certbot implements Peer {
  private static final int HOST = 6;

  private final Box box;
  private final InetAddress address;
  private final Path folder;
  private final Path hook;
  private final TimedShell shell;

  Certbot(Box box) throws IOException {
    this.box = box;
    address = box.address(HOST);
    folder = box.folder(name());
    hook =
        box.panel()
            .hook(
                folder.resolve("hook"),
                """
                publish "_acme-challenge.$CERTBOT_DOMAIN" "$CERTBOT_VALIDATION"
                """);
    shell = box.shell(folder);
  }

  @Override
  public String name() {
    return "certbot";
  }

  @Override
  public InetAddress address() {
    return address;
  }

  @Override
  public Duration issue(ChallengeType challenge, String certificateName) throws IOException {
    List<String> command = new ArrayList<>(List.of("certbot", "certonly", "--non-interactive"));
    command.addAll(List.of("--server", box.testnet().directory().toString(), "--agree-tos"));
    command.addAll(List.of("--register-unsafely-without-email", "--key-type", "ecdsa"));
    for (String part : List.of("config", "work", "logs")) {
      command.addAll(List.of("--" + part + "-dir", folder.resolve(part).toString()));
    }
    command.addAll(List.of("--domain", certificateName));
    command.addAll(
        switch (challenge) {
          case HTTP_01 -> List.of("--standalone", "--http-01-address", address.getHostAddress());
          case DNS_01 ->
              List.of(
                  "--manual",
                  "--preferred-challenges",
                  "dns",
                  "--manual-auth-hook",
                  hook.toString());
        });
    return shell.run(command).minus(box.panel().takeSpent());
  }

  @Override
  public Duration cpu() {
    return shell.cpu();
  }

  @Override
  public void close() throws IOException {
    shell.close();
  }
}
