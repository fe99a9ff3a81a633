/**
 * Durable jobs on db-scheduler, in the service's own database: a job is scheduled in the
 * transaction that makes it necessary. Entry: {@link dev.kalm.server.job.Jobs}.
 */
@NullMarked
package dev.kalm.server.job;

import org.jspecify.annotations.NullMarked;
