package dev.kalm.e2e;

import dev.kalm.testnet.Testnet;
import dev.kalm.testnet.Zone;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A DNS provider that serves what DNS forbids: a CNAME with a TXT record beside it (RFC 1034
 * section 3.6.2). NSD refuses such a zone, so this one is made by hand.
 */
final class SloppyProvider implements AutoCloseable {
  private static final int TTL_SECONDS = 1;
  private static final int PORT = 53;
  private static final int LONGEST = 1232;

  private final DatagramSocket socket;
  private final Name zone;
  private final Name owner;
  private final Name server;
  private final String address;
  private final String target;
  private volatile boolean withText = true;

  private SloppyProvider(InetAddress address, Name zone, String target) throws IOException {
    this.socket = new DatagramSocket(PORT, address);
    this.zone = zone;
    this.owner = Name.concatenate(Name.fromConstantString("_acme-challenge"), zone);
    this.server = Name.concatenate(Name.fromConstantString("ns"), zone);
    this.address = address.getHostAddress();
    this.target = target;
    Thread.ofVirtual().start(this::serve);
  }

  /** Serves this name below the parent, which leads there. */
  static SloppyProvider below(Testnet box, Zone parent, String name, String target)
      throws IOException {
    parent.set("NS", name, "ns." + name);
    parent.set("A", "ns." + name, box.spareAddress().getHostAddress());
    return new SloppyProvider(box.spareAddress(), Name.fromString(name + "."), target);
  }

  /** The user tidies up: the CNAME stays alone. */
  void removeText() {
    withText = false;
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket query = new DatagramPacket(new byte[LONGEST], LONGEST);
        socket.receive(query);
        Message question = new Message(ByteBuffer.wrap(query.getData(), 0, query.getLength()));
        byte[] answer = answer(question).toWire(LONGEST);
        socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private Message answer(Message query) throws IOException {
    Record question = query.getQuestion();
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.addRecord(question, Section.QUESTION);
    String value = valueOf(question);
    if (value != null) {
      answer.addRecord(record(question.getName(), question.getType(), value), Section.ANSWER);
    } else if (question.getName().equals(owner)) {
      answer.addRecord(record(question.getName(), Type.CNAME, target), Section.ANSWER);
    } else {
      answer.addRecord(record(zone, Type.SOA, soa()), Section.AUTHORITY);
    }
    return answer;
  }

  private @Nullable String valueOf(Record question) {
    boolean atOwner = question.getName().equals(owner);
    return switch (question.getType()) {
      case Type.CNAME -> atOwner ? target : null;
      case Type.TXT -> atOwner && withText ? "\"left from another client\"" : null;
      case Type.SOA -> question.getName().equals(zone) ? soa() : null;
      case Type.NS -> question.getName().equals(zone) ? "ns." + zone : null;
      case Type.A -> question.getName().equals(server) ? address : null;
      default -> null;
    };
  }

  private String soa() {
    return "ns." + zone + " hostmaster." + zone + " 1 60 60 3600 1";
  }

  private static Record record(Name name, int type, String text) throws IOException {
    return Record.fromString(name, type, DClass.IN, TTL_SECONDS, text, Name.root);
  }

  @Override
  public void close() {
    socket.close();
  }
}
