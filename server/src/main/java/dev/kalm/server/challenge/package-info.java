/**
 * Answers the challenges of a certificate authority. {@link
 * dev.kalm.server.challenge.HttpResponder} serves HTTP-01 on the http address.
 */
@NullMarked
package dev.kalm.server.challenge;

import org.jspecify.annotations.NullMarked;
