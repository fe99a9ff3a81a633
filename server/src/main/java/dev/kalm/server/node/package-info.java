/**
 * This process among others on one database: its identity, its heartbeat, and which serial of the
 * validation zone it serves. Entry: {@link dev.kalm.server.node.Node}.
 */
@NullMarked
package dev.kalm.server.node;

import org.jspecify.annotations.NullMarked;
