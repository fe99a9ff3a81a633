package dev.kalm.dns.message;

import java.util.Arrays;

/** Names as text: the presentation format of RFC 1035 section 5.1. */
final class NameText {

  private final String text;
  private final byte[] wire = new byte[Name.MAX_LENGTH];
  private int position;
  private int labelStart;

  private NameText(String text) {
    this.text = text;
  }

  static byte[] parse(String text) {
    if (text.equals(".")) {
      return new byte[1];
    }
    return new NameText(text).parse();
  }

  private byte[] parse() {
    if (text.isEmpty()) {
      throw wrong("it is empty; the root is written '.'");
    }
    position = 1;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '.') {
        endLabel();
        at++;
      } else if (c == '\\') {
        at += escape(at);
      } else {
        append(c);
        at++;
      }
    }
    boolean endsWithDot = position == labelStart + 1;
    if (!endsWithDot) {
      endLabel();
    }
    return Arrays.copyOf(wire, position);
  }

  private void endLabel() {
    int length = position - labelStart - 1;
    if (length == 0) {
      throw wrong("it has an empty label");
    }
    if (length > Name.MAX_LABEL_LENGTH) {
      throw wrong("it has a label of %d bytes; 63 is the limit".formatted(length));
    }
    wire[labelStart] = (byte) length;
    labelStart = position;
    put(0);
  }

  private int escape(int at) {
    if (at + 1 >= text.length()) {
      throw wrong("it ends in the middle of an escape");
    }
    char next = text.charAt(at + 1);
    if (next < '0' || next > '9') {
      append(next);
      return 2;
    }
    int value = 0;
    for (int i = 1; i <= 3; i++) {
      char digit = at + i < text.length() ? text.charAt(at + i) : ' ';
      if (digit < '0' || digit > '9') {
        throw wrong("an escape by number needs three digits");
      }
      value = value * 10 + (digit - '0');
    }
    if (value > 255) {
      throw wrong("an escape by number goes up to \\255");
    }
    put(value);
    return 4;
  }

  private void append(char c) {
    if (c > 127) {
      throw wrong("it has the character '" + c + "'; write international names as A-labels (xn--)");
    }
    put(c);
  }

  private void put(int value) {
    if (position == wire.length) {
      throw wrong("it needs more than 255 bytes");
    }
    wire[position++] = (byte) value;
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException("'" + text + "' is not a domain name: " + reason);
  }

  static String format(byte[] wire) {
    if (wire.length == 1) {
      return ".";
    }
    StringBuilder text = new StringBuilder(wire.length);
    for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
      for (int i = at + 1; i <= at + wire[at]; i++) {
        formatByte(wire[i] & 0xff, text);
      }
      text.append('.');
    }
    return text.toString();
  }

  private static void formatByte(int value, StringBuilder text) {
    if (value <= ' ' || value >= 127) {
      text.append('\\').append((char) ('0' + value / 100));
      text.append((char) ('0' + value / 10 % 10)).append((char) ('0' + value % 10));
    } else if (".\\\"();@$".indexOf(value) >= 0) {
      text.append('\\').append((char) value);
    } else {
      text.append((char) value);
    }
  }
}
