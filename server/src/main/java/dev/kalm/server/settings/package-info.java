/**
 * What an administrator sets while the service runs: the cluster's domain and addresses, the
 * authorities, the resolver. The configuration file goes before the database.
 *
 * <p>Entry classes: {@link dev.kalm.server.settings.LiveSettings}, which every node follows, and
 * {@link dev.kalm.server.settings.SettingsService}, which changes them.
 *
 * <pre>
 *   SettingsResource → SettingsService → SettingsStore ── revision ──→ LiveSettings (each node)
 *                           │                                              │ asked at each use
 *                           └── addresses changed: ZoneService.move        ▼
 *                                             ClusterAddresses · Authorities · DnsResolver
 * </pre>
 */
@NullMarked
package dev.kalm.server.settings;

import org.jspecify.annotations.NullMarked;
