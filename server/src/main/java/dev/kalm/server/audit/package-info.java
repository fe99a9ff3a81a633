/**
 * Who changed what, from where: the audit log, which is only ever added to. A feature calls {@link
 * dev.kalm.server.audit.AuditLog#record} in the transaction that makes the change, so that there is
 * no change without its entry and no entry without its change.
 */
@NullMarked
package dev.kalm.server.audit;

import org.jspecify.annotations.NullMarked;
