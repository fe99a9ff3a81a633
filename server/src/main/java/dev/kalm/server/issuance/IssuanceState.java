package dev.kalm.server.issuance;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.kalm.server.authority.Failure;
import dev.kalm.server.challenge.Presentation;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an issuance stands. A state is the intent of its step: it is stored before the step calls
 * anybody, and doing the step again after a crash ends the same way.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = IssuanceState.AwaitingDelegation.class, name = "awaiting-delegation"),
  @JsonSubTypes.Type(value = IssuanceState.Ordering.class, name = "ordering"),
  @JsonSubTypes.Type(value = IssuanceState.Presenting.class, name = "presenting"),
  @JsonSubTypes.Type(value = IssuanceState.Confirming.class, name = "confirming"),
  @JsonSubTypes.Type(value = IssuanceState.Validating.class, name = "validating"),
  @JsonSubTypes.Type(value = IssuanceState.Finalizing.class, name = "finalizing"),
  @JsonSubTypes.Type(value = IssuanceState.Downloading.class, name = "downloading"),
  @JsonSubTypes.Type(value = IssuanceState.Installing.class, name = "installing"),
  @JsonSubTypes.Type(value = IssuanceState.Issued.class, name = "issued"),
  @JsonSubTypes.Type(value = IssuanceState.Failed.class, name = "failed")
})
public sealed interface IssuanceState {

  /**
   * The records that the challenge needs are looked for, and the order starts by itself when they
   * are there.
   */
  record AwaitingDelegation(Instant since) implements IssuanceState {}

  /** An order is about to be placed. */
  record Ordering() implements IssuanceState {}

  /** The order is placed; its challenges are about to be shown. */
  record Presenting(URI order, URI finalizeUrl, List<URI> authorizations)
      implements IssuanceState {}

  /** The values are stored; before the CA is told, they are looked at from outside. */
  record Confirming(
      URI order, URI finalizeUrl, List<Presentation> presentations, long publication, Instant since)
      implements IssuanceState {}

  /** The CA is told of the challenges, and its verdict awaited. */
  record Validating(URI order, URI finalizeUrl, List<Presentation> presentations, Instant since)
      implements IssuanceState {}

  /** The private key is made and stored; the request for it is about to be sent. */
  record Finalizing(URI order, URI finalizeUrl) implements IssuanceState {}

  /** The CA has the request; its certificate is awaited. */
  record Downloading(URI order, @Nullable URI certificate, Instant since)
      implements IssuanceState {}

  /** The chain is here, PEM; it is about to be looked at and installed. */
  record Installing(String chain) implements IssuanceState {}

  /** Done: the version that came of it. */
  record Issued(String version) implements IssuanceState {}

  /**
   * Did not work; tried again at the issuance's next attempt.
   *
   * @param resume the state to go on from; null to begin from the start
   */
  record Failed(Failure failure, @Nullable IssuanceState resume) implements IssuanceState {}
}
