package dev.kalm.bench;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.kalm.api.ChallengeType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** uacme with a hook that leaves HTTP-01's files to a web server of the bench. */
final class Uacme implements Peer {
  private static final int HOST = 7;

  private final Box box;
  private final InetAddress address;
  private final Path folder;
  private final HttpServer webServer;
  private final Path httpHook;
  private final Path dnsHook;
  private final TimedShell shell;

  Uacme(Box box) throws IOException {
    this.box = box;
    address = box.address(HOST);
    folder = box.folder(name());
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    webServer = HttpServer.create(new InetSocketAddress(address, 80), 0);
    webServer.createContext(
        "/.well-known/acme-challenge/", SimpleFileServer.createFileHandler(tokens));
    webServer.start();
    // $1 begin, done or failed; $2 type; $3 name; $4 token; $5 what to publish
    httpHook =
        box.panel()
            .hook(
                folder.resolve("http-hook"),
                """
                [ "$1" = begin ] || exit 0
                [ "$2" = http-01 ] && printf %%s "$5" >"%s/$4"
                """
                    .formatted(tokens));
    dnsHook =
        box.panel()
            .hook(
                folder.resolve("dns-hook"),
                """
                [ "$1" = begin ] || exit 0
                [ "$2" = dns-01 ] && publish "_acme-challenge.$3" "$5"
                """);
    shell = box.shell(folder);
    shell.run(uacme("new"));
  }

  @Override
  public String name() {
    return "uacme";
  }

  @Override
  public InetAddress address() {
    return address;
  }

  @Override
  public Duration issue(ChallengeType challenge, String certificateName) throws IOException {
    Path hook =
        switch (challenge) {
          case HTTP_01 -> httpHook;
          case DNS_01 -> dnsHook;
        };
    return shell
        .run(uacme("--hook", hook.toString(), "issue", certificateName))
        .minus(box.panel().takeSpent());
  }

  @Override
  public Duration cpu() {
    return shell.cpu();
  }

  @Override
  public void close() throws IOException {
    webServer.stop(0);
    shell.close();
  }

  private List<String> uacme(String... arguments) {
    List<String> command = new ArrayList<>(List.of("uacme", "--yes", "--type", "EC"));
    command.addAll(List.of("--acme-url", box.testnet().directory().toString()));
    command.addAll(List.of("--confdir", folder.resolve("state").toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
