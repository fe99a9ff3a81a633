package dev.kalm.bench;

import dev.kalm.api.Certificate;
import dev.kalm.api.CertificateStatus;
import dev.kalm.api.ChallengeType;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.DnsRecord;
import dev.kalm.api.KalmClient;
import dev.kalm.api.Tagged;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A running Kalm, used through its REST API. */
final class Kalm implements Peer {
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);

  private final Box box;
  private final KalmProcess process;
  private final KalmClient client;

  Kalm(Box box) throws IOException {
    this.box = box;
    process = new KalmProcess(box, box.folder(name()));
    client = new KalmClient(process.endpoint());
    box.add(box.cluster(), client.createZone().records());
  }

  @Override
  public String name() {
    return "kalm";
  }

  @Override
  public InetAddress address() {
    return box.testnet().kalmAddress();
  }

  /** From the request to the look at the certificate that is ready. */
  @Override
  public Duration issue(ChallengeType challenge, String certificateName) throws IOException {
    long start = System.nanoTime();
    awaitReady(create(challenge, certificateName));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** All at once; returns when the last is ready. */
  Duration issueTogether(ChallengeType challenge, List<String> certificateNames)
      throws IOException {
    long start = System.nanoTime();
    together(certificateNames, name -> issue(challenge, name));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Issues for domains that are new to Kalm: adds the CNAMEs it asks for on the way. */
  void delegate(List<String> wildcards) throws IOException {
    List<Tagged<Certificate>> wanted =
        together(wildcards, wildcard -> create(ChallengeType.DNS_01, wildcard));
    List<DnsRecord> cnames =
        wanted.stream().flatMap(certificate -> certificate.value().records().stream()).toList();
    box.add(box.domains(), cnames.stream().filter(cname -> cname.type().equals("CNAME")).toList());
    together(
        wanted,
        certificate -> {
          awaitReady(certificate);
          return true;
        });
  }

  @Override
  public Duration cpu() throws IOException {
    return process.quietCpu();
  }

  @Override
  public void close() throws IOException {
    client.close();
    process.close();
  }

  private Tagged<Certificate> create(ChallengeType challenge, String name) throws IOException {
    return client.createCertificate(
        new CreateCertificate(List.of(name), null, challenge, null, null));
  }

  private void awaitReady(Tagged<Certificate> created) throws IOException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    Tagged<Certificate> latest = created;
    while (latest.value().status() != CertificateStatus.READY) {
      if (latest.value().status() == CertificateStatus.FAILING || System.nanoTime() > deadline) {
        throw new IOException("Kalm does not get a certificate: " + latest.value());
      }
      latest = client.awaitChange(created.value().id(), latest.etag(), READY_LIMIT);
    }
  }

  private interface Step<T, R> {
    R take(T input) throws IOException;
  }

  private static <T, R> List<R> together(List<T> inputs, Step<T, R> step) throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<R>> calls = new ArrayList<>();
      inputs.forEach(input -> calls.add(() -> step.take(input)));
      List<R> results = new ArrayList<>();
      for (Future<R> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while Kalm issued", e);
    }
  }
}
