/**
 * Managed certificates and their versions: what the user asked for, what was issued, and when it is
 * renewed. How one is obtained is the matter of {@code issuance}, which this package knows only as
 * {@link dev.kalm.server.certificate.Issuances}. Entry: {@link
 * dev.kalm.server.certificate.CertificateService}.
 */
@NullMarked
package dev.kalm.server.certificate;

import org.jspecify.annotations.NullMarked;
