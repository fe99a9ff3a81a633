package dev.kalm.server.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.kalm.server.database.Database;
import dev.kalm.server.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One durable job for each subject (a certificate): it runs when its time has come, says when it
 * wants to run next, and is scheduled, hastened and cancelled inside the caller's transaction. At
 * most one node runs a subject's job at a time; a job whose node died is run again by another.
 */
public final class Jobs implements AutoCloseable {

  /** What a job does. */
  @FunctionalInterface
  public interface Work {

    /**
     * Does what is due for the subject and returns when to look again; empty when there is nothing
     * left to do, ever. It must cope with being run a second time for the same moment.
     */
    Optional<Instant> run(String subject) throws InterruptedException;
  }

  /** Jobs running at once on one node. */
  public static final int CONCURRENT_LIMIT = 128;

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final String TASK = "certificate";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration RETRY_AFTER_CRASH = Duration.ofMinutes(1);
  private static final int HASTEN_LIMIT = 600;
  private static final Duration HASTEN_PAUSE = Duration.ofMillis(100);
  private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(10);

  private final Database database;
  private final InstantSource clock;
  private final CustomTask<Void> task;
  private final JdbcCustomization customization;
  private final Scheduler scheduler;
  private final ExecutorService executor;
  private final JobStore store = new JobStore();

  /**
   * @param nodeId the name under which this process takes jobs; stable across its restarts, so that
   *     it finds its own again
   */
  public Jobs(Database database, String nodeId, InstantSource clock, Work work) {
    this.database = database;
    this.clock = clock;
    this.customization =
        switch (database.dialect()) {
          case SQLITE -> new SqliteJdbcCustomization();
          case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, true);
        };
    this.task =
        Tasks.custom(TASK, Void.class)
            .onFailure((ExecutionComplete done, ExecutionOperations<Void> operations) ->
                comeBack(done, operations, clock.instant().plus(RETRY_AFTER_CRASH)))
            .execute((instance, context) -> run(work, instance.getId()));
    this.executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("job-", 0).factory());
    this.scheduler =
        Scheduler.create(database.dataSource(), task)
            .schedulerName(new SchedulerName.Fixed(nodeId))
            .jdbcCustomization(customization)
            .threads(CONCURRENT_LIMIT)
            .executorService(executor)
            .pollingInterval(POLL)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(4)
            .shutdownMaxWait(SHUTDOWN_LIMIT)
            .failureLogging(LogLevel.ERROR, true)
            .build();
    releaseOwn(nodeId);
  }

  public void start() {
    scheduler.start();
  }

  /**
   * Makes the subject's job due at {@code when}, creating it if there is none. It takes effect when
   * the transaction commits.
   */
  public void schedule(Transaction transaction, String subject, Instant when) {
    SchedulerClient client = client(transaction);
    TaskInstance<Void> instance = task.instance(subject);
    boolean created = client.scheduleIfNotExists(instance, when);
    boolean moved = created || hasten(transaction, subject, when);
    transaction.afterCommit(moved ? this::lookNow : () -> hastenAfterRun(subject, when));
  }

  /** Forgets the subject's job; one that is running finishes its present step. */
  public void cancel(Transaction transaction, String subject) {
    store.delete(transaction, TASK, subject);
  }

  private CompletionHandler<Void> run(Work work, String subject) {
    Optional<Instant> next;
    try {
      next = work.run(subject);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      // Stopping: the job is due again as soon as somebody can run it.
      next = Optional.of(clock.instant());
    }
    if (next.isEmpty()) {
      return (complete, operations) -> operations.stop();
    }
    Instant when = next.get();
    return (complete, operations) -> comeBack(complete, operations, when);
  }

  /** A job that was cancelled while it ran has nothing to come back to. */
  private void comeBack(
      ExecutionComplete complete, ExecutionOperations<Void> operations, Instant when) {
    TaskInstance<?> job = complete.getExecution().taskInstance;
    try {
      operations.reschedule(complete, when);
    } catch (ExecutionException unchanged) {
      if (scheduler.getScheduledExecution(job).isPresent()) {
        throw unchanged;
      }
      LOG.debug("{} was cancelled while it ran", job.getId());
    }
  }

  /**
   * A job that is running cannot be moved; it is moved when it has ended, or it has seen the change
   * by itself.
   */
  private void hastenAfterRun(String subject, Instant when) {
    Thread.ofVirtual()
        .name("hasten-" + subject)
        .start(() -> {
          for (int attempt = 0; attempt < HASTEN_LIMIT; attempt++) {
            try {
              Thread.sleep(HASTEN_PAUSE);
              if (!exists(subject)
                  || database.inTransaction(transaction -> hasten(transaction, subject, when))) {
                lookNow();
                return;
              }
            } catch (InterruptedException interrupted) {
              Thread.currentThread().interrupt();
              return;
            } catch (RuntimeException failed) {
              LOG.warn("could not hasten the job of {}: {}", subject, failed.getMessage());
            }
          }
        });
  }

  private boolean exists(String subject) {
    return scheduler.getScheduledExecution(TaskInstanceId.of(TASK, subject)).isPresent();
  }

  /** True if the job is now due at {@code when} or earlier. */
  private boolean hasten(Transaction transaction, String subject, Instant when) {
    SchedulerClient client = client(transaction);
    var existing = client.getScheduledExecution(TaskInstanceId.of(TASK, subject));
    if (existing.isEmpty() || existing.get().isPicked()) {
      return false;
    }
    if (!existing.get().getExecutionTime().isAfter(when)) {
      return true;
    }
    return client.reschedule(TaskInstanceId.of(TASK, subject), when);
  }

  private void lookNow() {
    if (scheduler.getSchedulerState().isStarted()
        && !scheduler.getSchedulerState().isShuttingDown()) {
      scheduler.triggerCheckForDueExecutions();
    }
  }

  private SchedulerClient client(Transaction transaction) {
    return SchedulerClient.Builder.create(transaction.dataSource(), task)
        .jdbcCustomization(customization)
        .build();
  }

  /**
   * A process that was killed left its jobs marked as running. On SQLite every such job was ours,
   * for one process owns the file; on PostgreSQL those under this node's name were.
   */
  private void releaseOwn(String nodeId) {
    database.useTransaction(transaction -> {
      switch (database.dialect()) {
        case SQLITE -> store.releaseAll(transaction);
        case POSTGRESQL -> store.release(transaction, nodeId);
      }
    });
  }

  @Override
  public void close() {
    scheduler.stop();
    executor.shutdownNow();
  }
}
