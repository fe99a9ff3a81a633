@NullMarked
package dev.kalm.dns;

import org.jspecify.annotations.NullMarked;
