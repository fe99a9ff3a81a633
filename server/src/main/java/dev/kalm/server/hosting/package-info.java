/**
 * Who hosts the DNS of a domain, and how a record is entered there.
 *
 * <p>Entry: {@link dev.kalm.server.hosting.DnsHostingResource}.
 */
@NullMarked
package dev.kalm.server.hosting;

import org.jspecify.annotations.NullMarked;
