package dev.kalm.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses bodies over the limit, whether their length is declared or not (RFC 9110, section
 * 15.5.14). It reads some of what it refuses: a connection that closes on unread data takes the
 * answer with it.
 */
final class BodyLimit extends Handler.Wrapper {
  private static final long MOST_DISCARDED_BYTES = 8L * ApiServer.LARGEST_BODY;

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long declared = request.getLength();
    if (declared >= 0 && declared <= ApiServer.LARGEST_BODY) {
      return super.handle(request, response, callback);
    }
    try (InputStream content = Content.Source.asInputStream(request)) {
      byte[] body = content.readNBytes(ApiServer.LARGEST_BODY + 1);
      if (body.length <= ApiServer.LARGEST_BODY) {
        return super.handle(new ReadAlready(request, body), response, callback);
      }
      discard(content);
    }
    Response.writeError(request, response, callback, 413);
    return true;
  }

  private static void discard(InputStream content) throws IOException {
    long discarded = 0;
    byte[] buffer = new byte[16 * 1024];
    int read = 0;
    while (read >= 0 && discarded < MOST_DISCARDED_BYTES) {
      read = content.read(buffer);
      discarded += read;
    }
  }

  /** A request whose body came without a length, and is in memory now. */
  private static final class ReadAlready extends Request.Wrapper {
    private final Content.Source body;

    ReadAlready(Request request, byte[] body) {
      super(request);
      this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
    }

    @Override
    public Content.Chunk read() {
      return body.read();
    }

    @Override
    public void demand(Runnable callback) {
      body.demand(callback);
    }

    @Override
    public void fail(Throwable failure) {
      body.fail(failure);
    }
  }
}
