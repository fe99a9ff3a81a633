@NullMarked
package dev.kalm.cli;

import org.jspecify.annotations.NullMarked;
