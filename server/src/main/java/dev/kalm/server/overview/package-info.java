/**
 * Whether anything is going to break: what certificates, delegations and zones come to together.
 * Entry: {@link dev.kalm.server.overview.OverviewService}.
 */
@NullMarked
package dev.kalm.server.overview;

import org.jspecify.annotations.NullMarked;
