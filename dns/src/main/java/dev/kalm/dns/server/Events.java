package dev.kalm.dns.server;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what was answered until it has been sent, then tells the listener. It belongs to one
 * thread.
 */
final class Events {

  private static final System.Logger LOG = System.getLogger(Events.class.getName());

  private final QueryListener listener;
  private final boolean isListening;
  private final List<QueryEvent> waiting = new ArrayList<>();

  Events(QueryListener listener) {
    this.listener = listener;
    this.isListening = !listener.equals(QueryListener.NONE);
  }

  /** Notes the answer that {@code pipeline} has just given. */
  void note(QueryPipeline pipeline, ClientAddress client, Transport transport) {
    if (isListening) {
      QueryEvent event = pipeline.event(listener, client, transport);
      if (event != null) {
        waiting.add(event);
      }
    }
  }

  /** Tells all that was noted. A listener that fails is a mistake, and harms no client. */
  void tell() {
    for (int i = 0; i < waiting.size(); i++) {
      try {
        listener.answered(waiting.get(i));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "A query listener failed", e);
      }
    }
    waiting.clear();
  }
}
