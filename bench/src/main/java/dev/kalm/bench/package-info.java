/**
 * Benchmarks, each beside its peers in one run. {@link dev.kalm.bench.IssueBench} issues
 * certificates with a running Kalm and with the packaged lego, certbot and uacme, in turns, on one
 * internet in a box.
 *
 * <pre>
 *   IssueBench -- rounds --&gt; Peer: Kalm                     (REST) --&gt; a process of target/kalm
 *       |                    Peer: Lego, Certbot, Uacme --&gt; TimedShell --&gt; the program --&gt; its hook
 *       |                                                                                    |
 *       |                                     the provider's zone &lt;-- DnsPanel &lt;---- TXT values
 *       v
 *   Measurements --&gt; IssueReport --&gt; the terminal and target/bench/issue.md
 * </pre>
 */
@NullMarked
package dev.kalm.bench;

import org.jspecify.annotations.NullMarked;
