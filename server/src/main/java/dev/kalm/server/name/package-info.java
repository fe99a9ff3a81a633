/** Names the way people type and read them. Entry: {@link dev.kalm.server.name.SearchText}. */
@NullMarked
package dev.kalm.server.name;

import org.jspecify.annotations.NullMarked;
