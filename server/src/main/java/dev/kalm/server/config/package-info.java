/**
 * The configuration: {@code kalm.yaml} and the environment, one record per section. Every mistake
 * is reported, all at once.
 *
 * <p>Entry class: {@link dev.kalm.server.config.ConfigLoader}.
 *
 * <pre>
 *   kalm.yaml → tree ─┐
 *   KALM_… variables ─┴→ Section (a key, where it stands, what it may be) → KalmConfig
 *                              └→ Mistakes → ConfigException
 * </pre>
 */
@NullMarked
package dev.kalm.server.config;

import org.jspecify.annotations.NullMarked;
