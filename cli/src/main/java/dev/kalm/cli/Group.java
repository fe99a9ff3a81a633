package dev.kalm.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others: alone it is a mistake, which shows what there is. */
abstract class Group implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      String known = String.join(", ", spec.subcommands().keySet());
      throw new ParameterException(
          spec.commandLine(), "'" + spec.qualifiedName() + "' needs one of: " + known + ".");
    }
  }
}
