@NullMarked
package dev.kalm.bench;

import org.jspecify.annotations.NullMarked;
