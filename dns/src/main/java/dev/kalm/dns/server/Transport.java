package dev.kalm.dns.server;

/** What a query came over. */
public enum Transport {
  UDP,
  TCP
}
