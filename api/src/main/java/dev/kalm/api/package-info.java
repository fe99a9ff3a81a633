@NullMarked
package dev.kalm.api;

import org.jspecify.annotations.NullMarked;
