/**
 * What a zone holds and what it answers. Start with {@link dev.kalm.dns.zone.Zone}.
 *
 * <pre>
 *   ZoneChange --apply/load--> ZoneDraft --> ZoneContents (immutable; swapped in one write)
 *                                               ^
 *                           Query --ZoneTable--> Zone.answer --> Answer
 * </pre>
 *
 * Writers queue up behind a lock; readers take the contents that are current when they begin and
 * never wait.
 */
@NullMarked
package dev.kalm.dns.zone;

import org.jspecify.annotations.NullMarked;
