@NullMarked
package dev.kalm.testnet;

import org.jspecify.annotations.NullMarked;
