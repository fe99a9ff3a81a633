/**
 * The {@code kalm} command: {@link dev.kalm.cli.Main} wires a class for each subcommand.
 *
 * <pre>
 * arguments → Main → ClientCommand → Connection (KALM_URL … or the data folder) → KalmClient
 *                         ├ --wait → Waiting (long poll, progress on standard error)
 *                         └ Text, or the REST representation as JSON, on standard output
 * </pre>
 */
@NullMarked
package dev.kalm.cli;

import org.jspecify.annotations.NullMarked;
