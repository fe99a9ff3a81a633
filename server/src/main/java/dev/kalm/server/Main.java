package dev.kalm.server;

import dev.kalm.server.config.ConfigException;
import dev.kalm.server.config.ConfigLoader;
import dev.kalm.server.config.KalmConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the service as a process: reads the configuration, runs the {@link Server}, stops it when
 * told to.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /**
   * Runs until the process is told to stop.
   *
   * @return the exit code: 0 after a stop, 1 if it could not start, 2 for a bad configuration
   */
  @SuppressWarnings("SystemOut") // a person at a terminal reads why it did not start, and the link
  public static int serve(Optional<Path> configuration, Optional<Path> data) {
    KalmConfig config;
    try {
      config = ConfigLoader.load(configuration, data, System.getenv());
    } catch (ConfigException mistakes) {
      System.err.println(mistakes.getMessage());
      return 2;
    }
    try {
      Server server = Server.start(config, System.getenv(), InstantSource.system());
      Thread stop = new Thread(server::close, "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      LOG.info("ready: {}", server);
      // Not for the log: whoever opens the link is the administrator.
      server.setupLink().ifPresent(Main::printSetupLink);
      server.awaitClose();
      return 0;
    } catch (Server.StartException failed) {
      System.err.println(failed.getMessage());
      return 1;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  @SuppressWarnings("SystemOut")
  private static void printSetupLink(String link) {
    System.out.println(
        """

        There is no administrator yet. Open this link in a browser to make one (once, within 24 hours):

          %s

        """
            .formatted(link)
            .stripTrailing());
    System.out.println();
  }
}
