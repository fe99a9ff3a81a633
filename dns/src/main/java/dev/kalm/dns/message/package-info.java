/**
 * DNS messages (RFC 1035 section 4, RFC 6891): read in place by {@link dev.kalm.dns.message.Query},
 * written by {@link dev.kalm.dns.message.MessageWriter} from an {@link
 * dev.kalm.dns.message.Answer}.
 *
 * <pre>
 *   bytes --Query--> name, type, class, EDNS --(zone)--> Answer --MessageWriter--> bytes
 * </pre>
 */
@NullMarked
package dev.kalm.dns.message;

import org.jspecify.annotations.NullMarked;
