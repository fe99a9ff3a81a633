package dev.kalm.bench;

import dev.kalm.api.ChallengeType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** lego with its own HTTP-01 server, and its exec provider for DNS-01. */
final class Lego implements Peer {
  private static final int HOST = 5;

  private final Box box;
  private final InetAddress address;
  private final Path folder;
  private final Path hook;
  private final TimedShell shell;

  Lego(Box box) throws IOException {
    this.box = box;
    address = box.address(HOST);
    folder = box.folder(name());
    hook =
        box.panel()
            .hook(
                folder.resolve("hook"),
                """
                [ "$1" != present ] || publish "$2" "$3"
                """);
    shell = box.shell(folder);
  }

  @Override
  public String name() {
    return "lego";
  }

  @Override
  public InetAddress address() {
    return address;
  }

  @Override
  public Duration issue(ChallengeType challenge, String certificateName) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "EXEC_PATH=" + hook, "lego"));
    command.addAll(List.of("--server", box.testnet().directory().toString(), "--accept-tos"));
    command.addAll(List.of("--path", folder.resolve("state").toString(), "--key-type", "ec256"));
    command.addAll(List.of("--email", "lego@" + box.domains().origin()));
    command.addAll(List.of("--domains", certificateName));
    command.addAll(
        switch (challenge) {
          case HTTP_01 -> List.of("--http", "--http.port", address.getHostAddress() + ":80");
          // The hook returns when the value is served, and lego can look up no host name in the
          // box.
          case DNS_01 ->
              List.of("--dns", "exec", "--dns.disable-cp", "--dns.resolvers", resolver());
        });
    command.add("run");
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

  private String resolver() {
    return box.testnet().resolver().getHostString() + ":" + box.testnet().resolver().getPort();
  }
}
