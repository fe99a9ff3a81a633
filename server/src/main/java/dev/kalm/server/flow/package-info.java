/**
 * An issuance as a picture: who asked whom for what, and what was answered.
 *
 * <pre>
 *   a step of the engine ──▶ FlowJournal ──▶ StepRecord ──▶ FlowStore   (in the step's own transaction)
 *                                                              │
 *                            api.Flow ◀── FlowPicture ◀────────┘
 * </pre>
 *
 * Entry: {@link dev.kalm.server.flow.FlowJournal}, {@link dev.kalm.server.flow.FlowPicture}.
 */
@NullMarked
package dev.kalm.server.flow;

import org.jspecify.annotations.NullMarked;
