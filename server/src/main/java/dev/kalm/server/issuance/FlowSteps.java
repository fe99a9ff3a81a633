package dev.kalm.server.issuance;

import dev.kalm.api.ChallengeType;
import dev.kalm.api.FlowStepKey;

/** Which step for people an issuance's state begins with. */
final class FlowSteps {
  private FlowSteps() {}

  /** Whether issuances with this challenge begin with it. */
  static boolean isFirst(IssuanceState state, ChallengeType challenge) {
    return switch (challenge) {
      case DNS_01 -> state instanceof IssuanceState.AwaitingDelegation;
      case HTTP_01 -> state instanceof IssuanceState.Ordering;
    };
  }

  static FlowStepKey of(IssuanceState state) {
    return switch (state) {
      case IssuanceState.AwaitingDelegation _ -> FlowStepKey.RECORDS;
      // The order's authorizations are read before anything is published.
      case IssuanceState.Ordering _, IssuanceState.Presenting _ -> FlowStepKey.ORDER;
      case IssuanceState.Confirming _ -> FlowStepKey.LOOK;
      case IssuanceState.Validating _ -> FlowStepKey.ANSWER;
      case IssuanceState.Finalizing _ -> FlowStepKey.FINALIZE;
      case IssuanceState.Downloading _ -> FlowStepKey.DOWNLOAD;
      case IssuanceState.Installing _, IssuanceState.Issued _ -> FlowStepKey.INSTALL;
      case IssuanceState.Failed(var _, var resume) ->
          resume == null ? FlowStepKey.RECORDS : of(resume);
    };
  }
}
