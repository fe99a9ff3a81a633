package dev.kalm.server.check;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A socket's input that ends at a deadline, however slowly the bytes trickle in. */
final class DeadlineInputStream extends FilterInputStream {
  private final Socket socket;
  private final Deadline deadline;

  DeadlineInputStream(Socket socket, Deadline deadline) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    bound();
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    bound();
    return super.read(bytes, offset, length);
  }

  private void bound() throws IOException {
    if (deadline.isOver()) {
      throw new SocketTimeoutException("the deadline has passed");
    }
    socket.setSoTimeout(deadline.millisLeft());
  }
}
