package dev.kalm.server.database;

/** The databases that the schema and the stores' SQL are written for. */
public enum Dialect {
  SQLITE,
  POSTGRESQL
}
