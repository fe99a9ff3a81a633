package dev.kalm.server.challenge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Look-ups side by side, at most a certificate's names at once. */
final class AtOnce {
  private AtOnce() {}

  static <T, R> List<R> each(List<T> subjects, Function<T, R> look) throws InterruptedException {
    if (subjects.isEmpty()) {
      return List.of();
    }
    if (subjects.size() == 1) {
      return List.of(look.apply(subjects.getFirst()));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<R>> calls = new ArrayList<>();
      subjects.forEach(subject -> calls.add(() -> look.apply(subject)));
      List<R> results = new ArrayList<>(subjects.size());
      for (Future<R> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    }
  }
}
