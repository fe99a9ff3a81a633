package dev.kalm.api;

import org.jspecify.annotations.Nullable;

/**
 * Something that somebody should look at.
 *
 * @param title a few words: what, of which name
 * @param detail a sentence: what is wrong
 * @param advice a sentence: what to do; null when there is nothing to do but wait
 */
public record Attention(
    Severity severity,
    AttentionKind kind,
    String title,
    String detail,
    @Nullable String advice,
    AttentionTarget target) {

  /** What it is about. */
  public record AttentionTarget(TargetType type, String id) {}
}
