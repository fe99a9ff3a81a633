package dev.kalm.server.check;

import java.net.InetSocketAddress;
import org.xbill.DNS.Message;

/** What came of one query to one server. */
sealed interface DnsReply {
  InetSocketAddress server();

  record Answered(InetSocketAddress server, Message message) implements DnsReply {}

  record Silent(InetSocketAddress server, Why why) implements DnsReply {}

  enum Why {
    TIMED_OUT("timed out"),
    CLOSED("refused the connection"),
    NO_ROUTE("cannot be reached from this machine"),
    BROKEN("sent something unreadable, or hung up");

    final String text;

    Why(String text) {
      this.text = text;
    }
  }
}
