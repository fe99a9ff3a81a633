package dev.kalm.server.job;

import dev.kalm.server.database.Transaction;

/** What db-scheduler's own interface does not do with its table. */
final class JobStore {

  void delete(Transaction transaction, String task, String subject) {
    transaction
        .handle()
        .createUpdate(
            "DELETE FROM scheduled_tasks WHERE task_name = :task AND task_instance = :subject")
        .bind("task", task)
        .bind("subject", subject)
        .execute();
  }

  /** Makes jobs that a killed process left marked as running free to be taken. */
  void release(Transaction transaction, String node) {
    transaction
        .handle()
        .createUpdate(
            "UPDATE scheduled_tasks SET picked = :no, picked_by = NULL, last_heartbeat = NULL, version = version + 1"
                + " WHERE picked = :yes AND picked_by = :node")
        .bind("no", false)
        .bind("yes", true)
        .bind("node", node)
        .execute();
  }

  void releaseAll(Transaction transaction) {
    transaction
        .handle()
        .createUpdate(
            "UPDATE scheduled_tasks SET picked = :no, picked_by = NULL, last_heartbeat = NULL, version = version + 1"
                + " WHERE picked = :yes")
        .bind("no", false)
        .bind("yes", true)
        .execute();
  }
}
