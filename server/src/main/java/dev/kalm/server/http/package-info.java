/**
 * The REST API's transport: TLS, routing, authentication, JSON; and the only place that writes
 * problem documents.
 *
 * <p>Entry class: {@link dev.kalm.server.http.ApiServer}. A feature implements {@link
 * dev.kalm.server.http.Resource} and throws {@link dev.kalm.server.http.RequestException}.
 *
 * <pre>
 *   TLS → size limit → media type → route (404, 405) → AdminToken (401) → the feature's handler
 *                                                                              │
 *        application/problem+json ←── Problems ←── RequestException, anything else (500)
 * </pre>
 */
@NullMarked
package dev.kalm.server.http;

import org.jspecify.annotations.NullMarked;
