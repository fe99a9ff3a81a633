/**
 * The internet in a box, from real parts on loopback addresses: {@link dev.kalm.testnet.Testnet}
 * starts it, {@link dev.kalm.testnet.TestnetExtension} hands it to tests.
 *
 * <pre>
 *   Pebble (the CA)            127.0.N.4:14000, management :15000
 *     | validates through
 *   unbound (its resolver)     127.0.N.53:53
 *     | follows the delegation a user makes
 *   NSD: root and TLD zones    127.0.N.1:53
 *     | delegates myapp.com to
 *   NSD: the DNS provider      127.0.N.2:53      {@link dev.kalm.testnet.Provider}
 *     | NS and glue point to
 *   a Kalm under test          127.0.N.3, ports 53, 80 and 8443 (not started here)
 *   its second name server     127.0.N.5, port 53 (not started here)
 * </pre>
 *
 * Other resolvers are started on demand ({@code Testnet.startResolver}), each at an address of its
 * own. A box can be signed from the root down ({@code TestnetSettings.withSignedNames}); then all
 * of them validate.
 *
 * <p>N is this box's own, so that several boxes run side by side ({@code AddressBlock}). Each
 * program is a {@code Program}: it is waited for by asking it, and it dies with the JVM.
 */
@NullMarked
package dev.kalm.testnet;

import org.jspecify.annotations.NullMarked;
