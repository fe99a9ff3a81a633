package dev.kalm.server.check;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A small name server on a loopback address, over UDP and TCP: an authoritative one for one zone,
 * or (recursive) a stub of a recursor that answers from the records of several such servers.
 */
public final class NameServerFake implements AutoCloseable {
  private final InetAddress address;
  private final int port;
  private final Name zone;
  private final List<Record> records = new CopyOnWriteArrayList<>();
  private final List<Record> asked = new CopyOnWriteArrayList<>();
  private final List<Closeable> sockets = new ArrayList<>();
  private volatile UnaryOperator<Message> fault = UnaryOperator.identity();
  private volatile boolean silentUdp;
  private volatile boolean recursive;
  private volatile boolean truncate;

  /**
   * @param port 0: any
   */
  public NameServerFake(String address, int port, String zone, boolean withTcp) throws IOException {
    this.address = InetAddress.getByName(address);
    this.zone = Name.fromString(zone, Name.root);
    DatagramSocket udp = new DatagramSocket(new InetSocketAddress(this.address, port));
    this.port = udp.getLocalPort();
    sockets.add(udp);
    Thread.ofVirtual().start(() -> serveUdp(udp));
    if (withTcp) {
      ServerSocket tcp = new ServerSocket(this.port, 50, this.address);
      sockets.add(tcp);
      Thread.ofVirtual().start(() -> serveTcp(tcp));
    }
  }

  public NameServerFake with(String name, int ttl, String type, String data) {
    try {
      Name owner = Name.fromString(name, Name.root);
      records.add(Record.fromString(owner, Type.value(type), 1, ttl, data, Name.root));
      return this;
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  NameServerFake without(String name) {
    Name owner = DnsText.name(name);
    records.removeIf(record -> record.getName().equals(owner));
    return this;
  }

  public NameServerFake without(String name, String type) {
    Name owner = DnsText.name(name);
    int number = Type.value(type);
    records.removeIf(record -> record.getName().equals(owner) && record.getType() == number);
    return this;
  }

  /** What it would have answered goes through {@code fault}; null is silence. */
  public void fail(UnaryOperator<Message> newFault) {
    fault = newFault;
  }

  public void recursive() {
    recursive = true;
  }

  void truncateUdp() {
    truncate = true;
  }

  void silentUdp() {
    silentUdp = true;
  }

  /** Connections are refused from then on. */
  void closeTcp() throws IOException {
    sockets.removeLast().close();
  }

  List<Record> asked() {
    return asked;
  }

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }

  public int port() {
    return port;
  }

  static UnaryOperator<Message> rcode(int rcode) {
    return answer -> {
      Message bare = new Message(answer.getHeader().getID());
      bare.getHeader().setFlag(Flags.QR);
      bare.getHeader().setRcode(rcode);
      bare.addRecord(answer.getQuestion(), Section.QUESTION);
      return bare;
    };
  }

  private Message answer(Message query) {
    Record question = query.getQuestion();
    asked.add(question);
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    if (query.getHeader().getFlag(Flags.CD)) {
      answer.getHeader().setFlag(Flags.CD);
    }
    answer.addRecord(question, Section.QUESTION);
    Name name = question.getName();
    Name cut = cut(name, question.getType());
    if (cut != null && !recursive) {
      records.stream()
          .filter(r -> r.getType() == Type.NS && r.getName().equals(cut))
          .forEach(r -> answer.addRecord(r, Section.AUTHORITY));
      addGlue(answer, Section.AUTHORITY);
      return fault.apply(answer);
    }
    answer.getHeader().setFlag(recursive ? Flags.RA : Flags.AA);
    for (int hop = 0; hop < 12; hop++) {
      Name at = name;
      List<Record> here = records.stream().filter(r -> matches(r, at)).toList();
      List<Record> cnames = here.stream().filter(r -> r.getType() == Type.CNAME).toList();
      List<Record> found = here.stream().filter(r -> r.getType() == question.getType()).toList();
      if (!found.isEmpty()) {
        found.forEach(r -> answer.addRecord(copy(r, at), Section.ANSWER));
        break;
      }
      if (!cnames.isEmpty()) {
        answer.addRecord(copy(cnames.getFirst(), at), Section.ANSWER);
        name = ((CNAMERecord) cnames.getFirst()).getTarget();
        if (!recursive) {
          break;
        }
        continue;
      }
      boolean exists = records.stream().anyMatch(r -> r.getName().subdomain(at));
      answer.getHeader().setRcode(here.isEmpty() && !exists ? Rcode.NXDOMAIN : Rcode.NOERROR);
      records.stream()
          .filter(r -> r.getType() == Type.SOA && at.subdomain(r.getName()))
          .max((a, b) -> Integer.compare(a.getName().labels(), b.getName().labels()))
          .ifPresent(soa -> answer.addRecord(soa, Section.AUTHORITY));
      break;
    }
    addGlue(answer, Section.ANSWER);
    return fault.apply(answer);
  }

  /** A wildcard's record at the name that was asked for. */
  private static Record copy(Record record, Name at) {
    return Record.newRecord(
        at, record.getType(), record.getDClass(), record.getTTL(), record.rdataToWireCanonical());
  }

  private boolean matches(Record record, Name name) {
    if (record.getName().equals(name)) {
      return true;
    }
    Name wild = record.getName();
    return wild.isWild()
        && name.subdomain(new Name(wild, 1))
        && !name.equals(new Name(wild, 1))
        && records.stream().noneMatch(other -> other.getName().equals(name));
  }

  /** DS records stand above the cut, and are answered with authority (RFC 4035 section 3.1.4.1). */
  private Name cut(Name name, int type) {
    return records.stream()
        .filter(r -> type != Type.DS || !r.getName().equals(name))
        .filter(r -> r.getType() == Type.NS && !r.getName().equals(zone))
        .map(Record::getName)
        .filter(name::subdomain)
        .findFirst()
        .orElse(null);
  }

  private void addGlue(Message answer, int section) {
    for (Record ns : List.copyOf(answer.getSection(section))) {
      if (ns instanceof NSRecord server) {
        records.stream()
            .filter(r -> r.getName().equals(server.getTarget()))
            .filter(r -> r.getType() == Type.A || r.getType() == Type.AAAA)
            .forEach(r -> answer.addRecord(r, Section.ADDITIONAL));
      }
    }
  }

  private void serveUdp(DatagramSocket socket) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        Message answer = answer(query);
        if (answer == null || silentUdp) {
          continue;
        }
        if (truncate) {
          answer.removeAllRecords(Section.ANSWER);
          answer.getHeader().setFlag(Flags.TC);
        }
        byte[] bytes = answer.toWire();
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serveTcp(ServerSocket listener) {
    try {
      while (true) {
        try (Socket socket = listener.accept()) {
          DataInputStream in = new DataInputStream(socket.getInputStream());
          byte[] bytes = new byte[in.readUnsignedShort()];
          in.readFully(bytes);
          Message answer = answer(new Message(bytes));
          if (answer != null) {
            byte[] wire = answer.toWire();
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(wire.length);
            out.write(wire);
          }
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Override
  public void close() throws IOException {
    for (Closeable socket : sockets) {
      socket.close();
    }
  }
}
