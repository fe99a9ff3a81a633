package dev.kalm.server.check;

/** How a record that the user has to have in DNS looks from the outside. */
public enum RecordStatus {
  /** It is there, it is right, and (an address) it answers. */
  OK,
  /** It is not there, or not everywhere yet. */
  MISSING,
  /** Something else is there, or it is there and cannot work as things are. */
  WRONG,
  /** It could not be looked at. */
  UNKNOWN
}
