@NullMarked
package dev.kalm.bench.dns;

import org.jspecify.annotations.NullMarked;
