package dev.kalm.dns.server;

import dev.kalm.dns.message.Query;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers datagrams on Linux: one thread for one socket, up to {@link DatagramBatch#SIZE} queries
 * for two calls of the kernel, and no garbage.
 */
final class NativeUdpServer extends ServerThread {

  private static final System.Logger LOG = System.getLogger(NativeUdpServer.class.getName());

  private final NativeSocket socket;
  private final QueryPipeline pipeline;
  private final Events events;
  private final DatagramBatch batch;
  private final ClientAddress client = new ClientAddress();
  private final byte[] query = new byte[DatagramBatch.MAX_QUERY];
  private boolean hasFailed;

  NativeUdpServer(String name, NativeSocket socket, QueryPipeline pipeline, Events events) {
    super(name);
    this.socket = socket;
    this.pipeline = pipeline;
    this.events = events;
    this.batch = new DatagramBatch(socket);
  }

  @Override
  boolean turn(boolean isLast) {
    int count = receive(!isLast);
    if (isLast && count == 0) {
      LockSupport.parkNanos(DRAIN_QUIET.toNanos());
      count = receive(false);
    }
    pipeline.beginBatch();
    for (int i = 0; i < count; i++) {
      if (batch.client(i, client) && client.port() != 0) {
        answer(i);
      }
    }
    batch.send();
    events.tell();
    return count == 0;
  }

  private void answer(int i) {
    int length = batch.length(i, Query.HEADER_LENGTH);
    batch.copyQuery(i, query, length);
    int answered = pipeline.answer(query, length, client, Transport.UDP);
    if (answered != QueryPipeline.SILENCE) {
      batch.answer(i, pipeline.answerBytes(), answered);
      events.note(pipeline, client, Transport.UDP);
    }
  }

  private int receive(boolean mayWait) {
    try {
      return batch.receive(mayWait);
    } catch (IOException e) {
      // What the network says about one client is no reason to leave the others alone; what lasts
      // must not keep a core busy.
      LOG.log(
          hasFailed ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
          "Receiving queries failed; the server goes on",
          e);
      hasFailed = true;
      LockSupport.parkNanos(DRAIN_QUIET.toNanos());
      return 0;
    }
  }

  @Override
  void wake() {
    socket.stopWaiting();
  }

  @Override
  void prepareToFinish() {}

  @Override
  void release() {
    socket.close();
  }
}
