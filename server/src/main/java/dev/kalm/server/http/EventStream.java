package dev.kalm.server.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One open stream of server-sent events. {@link #wake} and the end may come from any thread. */
public final class EventStream {
  /** How often a stream that has nothing to say shows that it is there. */
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** How long a client waits before it comes back. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Context context;
  private final Caller caller;
  private final BooleanSupplier stillGood;
  private final Duration heartbeat;
  private long lastWrite = System.nanoTime();
  private long lastAsked = System.nanoTime();
  private boolean woken;
  private boolean probed;
  private boolean ended;

  /**
   * @param stillGood whether the caller's credentials would still let them in
   */
  EventStream(Context context, Caller caller, BooleanSupplier stillGood, Duration heartbeat) {
    this.context = context;
    this.caller = caller;
    this.stillGood = stillGood;
    this.heartbeat = heartbeat;
  }

  Caller caller() {
    return caller;
  }

  static void head(Context context) {
    context
        .contentType("text/event-stream;charset=utf-8")
        // A proxy in between that collects output would hold events back.
        .header("X-Accel-Buffering", "no");
  }

  void begin() throws IOException {
    head(context);
    write(("retry: " + RETRY.toMillis() + "\n\n").getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Sends an event, and returns when the network has it.
   *
   * @param data becomes JSON in one line
   * @throws IOException if the client has left
   */
  public void send(String event, Object data) throws IOException {
    send(event, json(data));
  }

  /**
   * @param json without line ends
   */
  public void send(String event, String json) throws IOException {
    write(("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  /** What {@link #send} would send of it, to compare with or to send to several. */
  public static String json(Object data) {
    return new String(JsonBodies.write(data), StandardCharsets.UTF_8);
  }

  /** There may be something to send: ends the wait. */
  public synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Lets it find out soon whether its client is still there. */
  synchronized void probe() {
    probed = true;
    notifyAll();
  }

  /** Tells the client that this was all, before the connection is gone. */
  void finish() throws IOException {
    context.res().getOutputStream().close();
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Waits until it is woken, or the time is up.
   *
   * @return false if the stream is over: because the server stops, or the caller has signed out
   * @throws IOException if the client has left
   */
  public boolean await(Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      if (isDue()) {
        write(COMMENT);
      }
      if (!mayGoOn()) {
        return false;
      }
      synchronized (this) {
        long now = System.nanoTime();
        long left = Math.min(deadline - now, lastWrite + heartbeat.toNanos() - now);
        if (!woken && !ended && !probed && left > 0) {
          wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        if (ended) {
          return false;
        }
        if (woken || System.nanoTime() - deadline >= 0) {
          woken = false;
          return true;
        }
      }
    }
  }

  /** As {@link #await}, without being woken. */
  public boolean pause(Duration length) throws IOException, InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (!await(Duration.ofNanos(left))) {
        return false;
      }
    }
    return true;
  }

  private synchronized boolean isDue() {
    boolean due = probed || System.nanoTime() - lastWrite >= heartbeat.toNanos();
    probed = false;
    return due;
  }

  /** Asked as seldom as a heartbeat, for it may be a look into the database. */
  private boolean mayGoOn() {
    long now = System.nanoTime();
    if (now - lastAsked < heartbeat.toNanos()) {
      return true;
    }
    lastAsked = now;
    return stillGood.getAsBoolean();
  }

  private void write(byte[] bytes) throws IOException {
    HttpServletResponse response = context.res();
    ServletOutputStream out = response.getOutputStream();
    out.write(bytes);
    out.flush();
    synchronized (this) {
      lastWrite = System.nanoTime();
    }
  }
}
