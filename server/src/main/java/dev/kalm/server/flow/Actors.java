package dev.kalm.server.flow;

/** The ids of those who take part in an issuance, as {@link dev.kalm.api.FlowActor} lists them. */
public final class Actors {
  public static final String KALM = "kalm";
  public static final String CA = "ca";
  public static final String DNS = "dns";
  public static final String WEB = "web";
  public static final String PROVIDER = "provider";
  public static final String YOU = "you";

  private Actors() {}
}
