/**
 * The whole system in the internet in a box: {@link dev.kalm.e2e.Demo} shows the main job to a
 * reader, and the tests hold it.
 *
 * <pre>
 *   Demo, tests ── play the user ──▶ Testnet: the DNS provider's zones, the CA's resolver, the CA
 *        │                              ▲ real DNS, HTTP-01 and ACME
 *        └── REST, command line ──▶ KalmProcess: a real `kalm serve` in a process of its own
 * </pre>
 */
@NullMarked
package dev.kalm.e2e;

import org.jspecify.annotations.NullMarked;
