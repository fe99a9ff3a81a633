package dev.kalm.dns;

import dev.kalm.dns.message.Answer;
import dev.kalm.dns.message.MessageWriter;
import dev.kalm.dns.message.Query;
import dev.kalm.dns.zone.Zone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Questions and answers through dnsjava, which knows nothing of our own reader and writer. */
public final class Asking {

  private Asking() {}

  public static byte[] query(String name, int type) {
    return message(name, type).toWire();
  }

  public static Message message(String name, int type) {
    return Message.newQuery(Record.newRecord(name(name), type, DClass.IN));
  }

  public static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Message parse(byte[] wire) {
    try {
      return new Message(wire);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks a zone without a server. */
  public static Message ask(Zone zone, String name, int type) {
    return ask(zone, message(name, type), System.currentTimeMillis());
  }

  /** Asks a zone without a server, at a time. */
  public static Message ask(Zone zone, Message message, long now) {
    byte[] bytes = message.toWire();
    Query query = new Query();
    if (!query.readHeader(bytes, bytes.length) || !query.readQuestion() || !query.readRecords()) {
      throw new AssertionError("a query of dnsjava's is not understood");
    }
    MessageWriter writer = new MessageWriter();
    Answer answer = new Answer();
    zone.answer(query, false, now, answer);
    int length = writer.write(query, answer, MessageWriter.MAX_MESSAGE_LENGTH);
    return parse(Arrays.copyOf(writer.buffer(), length));
  }

  /** The TXT values of an answer, character-strings joined. */
  public static List<String> texts(Message answer) {
    return answer.getSection(Section.ANSWER).stream()
        .filter(record -> record.getType() == Type.TXT)
        .map(record -> String.join("", ((TXTRecord) record).getStrings()))
        .toList();
  }
}
