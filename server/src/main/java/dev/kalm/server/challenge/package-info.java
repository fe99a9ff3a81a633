/**
 * How control of a name is shown: DNS-01 by the validation zone, HTTP-01 by the responder on port
 * 80. Entry: {@link dev.kalm.server.challenge.Solver}.
 */
@NullMarked
package dev.kalm.server.challenge;

import org.jspecify.annotations.NullMarked;
