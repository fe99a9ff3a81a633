/**
 * What the world sees: looks at DNS and at port 80 from the outside, as a certificate authority
 * would. Nothing here is cached, every wait is bounded, and every result carries one sentence for
 * people who are not DNS experts.
 *
 * <pre>
 * DelegationCheck  _acme-challenge.myapp.com CNAME … target?  ─┐                ┌─ DnsResolver: the recursor
 * ZoneCheck        NS and glue at the parent, SOA at each node ─┼─ DnsTransport ─┤
 * TxtCheck         the TXT value, as the CA asks for it        ─┘                └─ Authorities: name servers, asked directly
 * HttpCheck        GET /.well-known/acme-challenge/token at each address of the name
 * </pre>
 *
 * <p>Start at {@link dev.kalm.server.check.DelegationCheck}.
 */
@NullMarked
package dev.kalm.server.check;

import org.jspecify.annotations.NullMarked;
