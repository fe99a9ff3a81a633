package dev.kalm.api;

/**
 * Somebody who takes part in an issuance.
 *
 * @param id kalm, ca, dns, web, provider or you; exchanges name it
 * @param name for people: the authority's name, the validation zone's, …
 * @param role one sentence: what it does here
 */
public record FlowActor(String id, FlowActorKind kind, String name, String role) {}
