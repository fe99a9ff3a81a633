package dev.kalm.server.check;

import dev.kalm.server.check.DnsReply.Answered;
import dev.kalm.server.check.DnsReply.Silent;
import dev.kalm.server.check.DnsReply.Why;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * One query over one socket, waiting on the caller's (virtual) thread. dnsjava's own transport
 * keeps TCP connections open and looks for timeouts once a second; a check needs a fresh
 * connection, as a stranger would make it, and exact deadlines.
 */
final class DnsTransport {
  /** RFC 9715: what passes unfragmented everywhere. */
  static final int UDP_BYTES = 1232;

  private DnsTransport() {}

  /** A query with a random id and EDNS (RFC 6891). */
  static Message query(Name name, int type, boolean recursive) {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    if (!recursive) {
      query.getHeader().unsetFlag(Flags.RD);
    }
    query.addRecord(new OPTRecord(UDP_BYTES, 0, 0), Section.ADDITIONAL);
    return query;
  }

  /** UDP, and TCP when the answer is truncated (RFC 7766). */
  static DnsReply ask(InetSocketAddress server, Message query, Deadline deadline) {
    DnsReply reply = udp(server, query, deadline);
    return reply instanceof Answered(var from, var message) && message.getHeader().getFlag(Flags.TC)
        ? tcp(from, query, deadline)
        : reply;
  }

  static DnsReply udp(InetSocketAddress server, Message query, Deadline deadline) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      byte[] bytes = query.toWire();
      socket.send(new DatagramPacket(bytes, bytes.length));
      DatagramPacket packet = new DatagramPacket(new byte[UDP_BYTES * 4], UDP_BYTES * 4);
      while (!deadline.isOver()) {
        socket.setSoTimeout(deadline.millisLeft());
        socket.receive(packet);
        ByteBuffer received = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        // Another id is a late answer or a forged one: the right one may still come.
        if (received.remaining() >= 2 && (received.getShort(0) & 0xffff) == id(query)) {
          return read(server, query, received);
        }
      }
      return new Silent(server, Why.TIMED_OUT);
    } catch (IOException e) {
      return new Silent(server, why(e));
    }
  }

  static DnsReply tcp(InetSocketAddress server, Message query, Deadline deadline) {
    if (deadline.isOver()) {
      return new Silent(server, Why.TIMED_OUT);
    }
    try (Socket socket = new Socket()) {
      socket.connect(server, deadline.millisLeft());
      byte[] bytes = query.toWire();
      ByteBuffer framed = ByteBuffer.allocate(2 + bytes.length);
      framed.putShort((short) bytes.length).put(bytes);
      socket.getOutputStream().write(framed.array());
      DataInputStream in = new DataInputStream(new DeadlineInputStream(socket, deadline));
      byte[] received = new byte[in.readUnsignedShort()];
      in.readFully(received);
      return read(server, query, ByteBuffer.wrap(received));
    } catch (IOException e) {
      return new Silent(server, why(e));
    }
  }

  private static DnsReply read(InetSocketAddress server, Message query, ByteBuffer received)
      throws IOException {
    Message answer = new Message(received);
    Record asked = query.getQuestion();
    Record echoed = answer.getQuestion();
    boolean ours =
        answer.getHeader().getID() == id(query)
            && answer.getHeader().getFlag(Flags.QR)
            // A refusal may leave out the question.
            && (echoed == null
                || (echoed.getName().equals(asked.getName())
                    && echoed.getType() == asked.getType()));
    return ours ? new Answered(server, answer) : new Silent(server, Why.BROKEN);
  }

  static Why why(IOException e) {
    return switch (e) {
      case SocketTimeoutException _ -> Why.TIMED_OUT;
      case PortUnreachableException _ -> Why.CLOSED;
      case NoRouteToHostException _ -> Why.NO_ROUTE;
      case ConnectException refused
          when refused.getMessage() != null && refused.getMessage().contains("unreachable") ->
          Why.NO_ROUTE;
      case ConnectException refused
          when refused.getMessage() != null && refused.getMessage().contains("timed out") ->
          Why.TIMED_OUT;
      case ConnectException _ -> Why.CLOSED;
      case SocketException broken
          when broken.getMessage() != null && broken.getMessage().contains("unreachable") ->
          Why.NO_ROUTE;
      case IOException _ -> Why.BROKEN;
    };
  }

  private static int id(Message query) {
    return query.getHeader().getID();
  }
}
