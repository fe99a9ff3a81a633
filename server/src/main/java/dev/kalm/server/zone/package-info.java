/**
 * The validation zone and its delegations: what is stored, and how every node comes to serve it.
 *
 * <pre>
 * ZoneService.publish ── one transaction: txt_value + zone_change under a new serial
 *       │ after the commit, and twice a second
 *       ▼
 * ZoneFeed.follow ── reads the changes past the serial it serves ──▶ dns.Zone.apply ──▶ Node.serves(serial)
 *       ▲
 * PublishBarrier.await(serial) ── until this node and every other live one serves it
 * </pre>
 *
 * Entry: {@link dev.kalm.server.zone.ZoneService}.
 */
@NullMarked
package dev.kalm.server.zone;

import org.jspecify.annotations.NullMarked;
