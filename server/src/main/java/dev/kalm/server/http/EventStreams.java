package dev.kalm.server.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open streams of server-sent events (WHATWG HTML, section 9.2). Each is written by the virtual
 * thread of its request, which blocks while its client is slow; a client that takes nothing for as
 * long as a connection may be idle is left.
 */
public final class EventStreams implements AutoCloseable {
  static final int MOST_OF_A_CALLER = 20;
  static final int MOST = 500;

  /**
   * How long clients that have perhaps left get to show it, when somebody waits for their place.
   */
  private static final Duration PROBE = Duration.ofMillis(100);

  /**
   * How long the end of all streams may take: a slow client does not hold up a server that stops.
   */
  private static final Duration END = Duration.ofSeconds(1);

  /** The first write after a client has left still succeeds. */
  private static final int PROBES = 5;

  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

  private final Duration heartbeat;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Writes a stream's events until {@link EventStream#await} says that it is over. */
  @FunctionalInterface
  public interface Source {
    void write(EventStream stream) throws IOException, InterruptedException;
  }

  public EventStreams() {
    this(EventStream.HEARTBEAT);
  }

  EventStreams(Duration heartbeat) {
    this.heartbeat = heartbeat;
  }

  /**
   * Answers the request with a stream, and returns when it is over.
   *
   * @throws RequestException 429 if the caller, or the server, has too many open
   */
  public void answer(Context context, Source source) throws IOException, InterruptedException {
    if (context.method().equals(HandlerType.HEAD)) {
      EventStream.head(context);
      return;
    }
    EventStream stream = admitted(context);
    try {
      if (!closed) {
        stream.begin();
        source.write(stream);
        stream.finish();
      }
    } catch (IOException left) {
      LOG.debug("a client has left its stream", left);
    } finally {
      open.remove(stream);
    }
  }

  private EventStream admitted(Context context) throws InterruptedException {
    Caller caller = Caller.current();
    EventStream stream =
        new EventStream(context, caller, Authentication.stillGood(context), heartbeat);
    for (int probe = 0; probe <= PROBES; probe++) {
      if (admit(stream)) {
        return stream;
      }
      if (probe < PROBES) {
        open.forEach(EventStream::probe);
        Thread.sleep(PROBE);
      }
    }
    boolean own = of(caller).size() >= MOST_OF_A_CALLER;
    throw RequestException.of(
            429,
            "Too many streams",
            own
                ? "%d streams of yours are open, and more than that is not allowed. Close some pages, and try again."
                    .formatted(MOST_OF_A_CALLER)
                : "This server has %d streams open, and takes no more. Try again soon."
                    .formatted(MOST))
        .withHeader("Retry-After", "5");
  }

  private synchronized boolean admit(EventStream stream) {
    return open.size() < MOST && of(stream.caller()).size() < MOST_OF_A_CALLER && open.add(stream);
  }

  /** The streams of the same user, token or unknown visitor. */
  private List<EventStream> of(Caller caller) {
    return open.stream()
        .filter(stream ->
            stream.caller().kind() == caller.kind() && stream.caller().id().equals(caller.id()))
        .toList();
  }

  /** Ends every stream, and those that come from now on at once; waits a little for their ends. */
  @Override
  public void close() {
    closed = true;
    open.forEach(EventStream::end);
    long deadline = System.nanoTime() + END.toNanos();
    try {
      while (!open.isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  int size() {
    return open.size();
  }
}
