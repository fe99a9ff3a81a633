/**
 * The validation zones and their delegations: what is stored, and how every node comes to serve it.
 * {@link dev.kalm.server.zone.SigningService} signs them.
 *
 * <pre>
 * ZoneService.publish ── one transaction: txt_value + zone_change under a new serial
 *       │ after the commit, and twice a second
 *       ▼
 * ZoneFeed.follow ── reads the changes past the serial it serves ──▶ dns.Zone.apply ──▶ Node.serves(serial)
 *       ▲
 * PublishBarrier.await() ── until this node and every other live one serves all that is committed
 * </pre>
 *
 * Entry: {@link dev.kalm.server.zone.ZoneService}.
 */
@NullMarked
package dev.kalm.server.zone;

import org.jspecify.annotations.NullMarked;
