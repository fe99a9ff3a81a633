package dev.kalm.server.certificate;

import dev.kalm.api.Certificate;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.ExportPkcs12;
import dev.kalm.api.Json;
import dev.kalm.api.Problem;
import dev.kalm.api.Problem.Mistake;
import dev.kalm.api.ProblemKind;
import dev.kalm.api.RevocationReason;
import dev.kalm.api.RevokeCertificate;
import dev.kalm.server.authority.AuthorityException;
import dev.kalm.server.http.Access;
import dev.kalm.server.http.QueryParameters;
import dev.kalm.server.http.RequestException;
import dev.kalm.server.http.Resource;
import dev.kalm.server.http.Routes;
import dev.kalm.server.zone.ZoneService;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** {@code /certificates}. */
public final class CertificateResource implements Resource {
  private static final String PATH = "/api/v1/certificates";
  private static final int DEFAULT_WAIT_SECONDS = 30;
  private static final String ID = "id";
  private static final String SETTLED = "settled";

  private final CertificateService service;

  public CertificateResource(CertificateService service) {
    this.service = service;
  }

  @Override
  public void register(Routes routes) {
    routes.post("/api/v1/certificates", this::create, Access.ISSUE);
    routes.get("/api/v1/certificates/{id}", this::show, Access.READ);
    routes.delete("/api/v1/certificates/{id}", this::delete, Access.ISSUE);
    routes.post("/api/v1/certificates/{id}/renew", this::renew, Access.ISSUE);
    routes.post("/api/v1/certificates/{id}/revoke", this::revoke, Access.ISSUE);
    routes.get("/api/v1/certificates/{id}/export", this::export, Access.DOWNLOAD);
    routes.post("/api/v1/certificates/{id}/export/pkcs12", this::exportPkcs12, Access.DOWNLOAD);
  }

  private void create(Context context) {
    try {
      Certificate created = service.request(context.bodyAsClass(CreateCertificate.class));
      context.header("Location", PATH + "/" + created.id());
      answer(context.status(201), created);
    } catch (CertificateNames.RefusedNamesException refused) {
      throw RequestException.badRequest(String.valueOf(refused.getMessage()), refused.mistakes());
    } catch (ZoneService.NoSuchZoneException unknown) {
      String detail = String.valueOf(unknown.getMessage());
      throw RequestException.badRequest(detail, List.of(Mistake.at("/zone", detail)));
    } catch (ZoneService.NoClusterException nowhere) {
      throw RequestException.conflict(String.valueOf(nowhere.getMessage()));
    }
  }

  private void show(Context context) throws InterruptedException {
    String id = context.pathParam(ID);
    String waitFor = context.queryParam("waitFor");
    String until = context.queryParam("until");
    int seconds =
        QueryParameters.number(
            context,
            "timeout",
            DEFAULT_WAIT_SECONDS,
            0,
            (int) CertificateService.WAIT_LIMIT.toSeconds());
    if (until != null && !until.equals(SETTLED)) {
      throw RequestException.badRequest(
          "until is '" + until + "': it can be '" + SETTLED + "' only");
    }
    try {
      Duration limit = Duration.ofSeconds(seconds);
      Certificate shown;
      if (until != null) {
        shown = service.awaitSettled(id, limit);
      } else if (waitFor != null) {
        shown = service.awaitChange(id, now -> !etag(now).equals(waitFor), limit);
      } else {
        shown = service.show(id);
      }
      answer(context, shown);
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    }
  }

  private void delete(Context context) {
    try {
      service.delete(context.pathParam(ID));
      context.status(204);
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    }
  }

  private void renew(Context context) {
    try {
      answer(context.status(202), service.renew(context.pathParam(ID)));
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    }
  }

  private void revoke(Context context) {
    try {
      answer(context, service.revoke(context.pathParam(ID), revocationReason(context)));
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    } catch (CertificateService.NotNowException notNow) {
      throw RequestException.conflict(String.valueOf(notNow.getMessage()));
    } catch (AuthorityException refused) {
      Problem problem = refused.failure().problem();
      throw RequestException.of(
          problem.withStatus(problem.kind() == ProblemKind.TRANSIENT ? 503 : 502));
    }
  }

  private static Optional<RevocationReason> revocationReason(Context context) {
    if (context.body().isBlank()) {
      return Optional.empty();
    }
    return Optional.ofNullable(context.bodyAsClass(RevokeCertificate.class).reason());
  }

  private void export(Context context) {
    try {
      context.header("Cache-Control", "no-store").json(service.export(context.pathParam(ID)));
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    } catch (CertificateService.NotNowException notNow) {
      throw RequestException.conflict(String.valueOf(notNow.getMessage()));
    }
  }

  private void exportPkcs12(Context context) {
    String password = context.bodyAsClass(ExportPkcs12.class).password();
    Pkcs12.check(password);
    try {
      CertificateService.KeyStoreFile file = service.exportPkcs12(context.pathParam(ID), password);
      context
          .header("Cache-Control", "no-store")
          .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
          .contentType(Pkcs12.MEDIA_TYPE)
          .result(file.content());
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(String.valueOf(missing.getMessage()));
    } catch (CertificateService.NotNowException notNow) {
      throw RequestException.conflict(String.valueOf(notNow.getMessage()));
    }
  }

  private static void answer(Context context, Certificate certificate) {
    context.header("ETag", etag(certificate)).json(certificate);
  }

  private static String etag(Certificate certificate) {
    try {
      byte[] json = Json.mapper().writeValueAsString(certificate).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
