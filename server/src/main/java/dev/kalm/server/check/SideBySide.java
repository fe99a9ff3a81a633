package dev.kalm.server.check;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Bounded waits, all at once, each on a virtual thread; ends when the last of them ends. */
final class SideBySide {
  private SideBySide() {}

  static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    if (items.size() == 1) {
      return List.of(work.apply(items.getFirst()));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> futures =
          items.stream().map(item -> threads.submit(() -> work.apply(item))).toList();
      return futures.stream().map(SideBySide::result).toList();
    }
  }

  /** The second on a thread of its own. */
  static <A, B, R> R both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> join) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<B> future = threads.submit(second::get);
      A here = first.get();
      return join.apply(here, result(future));
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look at the world failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at the world", e);
    }
  }
}
