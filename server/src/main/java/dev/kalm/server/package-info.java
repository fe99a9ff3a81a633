@NullMarked
package dev.kalm.server;

import org.jspecify.annotations.NullMarked;
