package dev.kalm.server.certificate;

import dev.kalm.api.Certificate;
import dev.kalm.api.CreateCertificate;
import dev.kalm.api.Json;
import dev.kalm.api.ProblemKind;
import dev.kalm.api.RevocationReason;
import dev.kalm.api.RevokeCertificate;
import dev.kalm.server.authority.AuthorityException;
import dev.kalm.server.http.Access;
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
import java.util.Optional;

/** {@code /certificates}. */
public final class CertificateResource implements Resource {
  private static final int PAGE = 100;
  private static final int PAGE_LIMIT = 1000;
  private static final int DEFAULT_WAIT_SECONDS = 30;
  private static final String ID = "id";

  private final CertificateService service;

  public CertificateResource(CertificateService service) {
    this.service = service;
  }

  @Override
  public void register(Routes routes) {
    routes.post("/certificates", this::create, Access.ADMIN);
    routes.get("/certificates", this::list, Access.ADMIN);
    routes.get("/certificates/{id}", this::show, Access.ADMIN);
    routes.delete("/certificates/{id}", this::delete, Access.ADMIN);
    routes.post("/certificates/{id}/renew", this::renew, Access.ADMIN);
    routes.post("/certificates/{id}/revoke", this::revoke, Access.ADMIN);
    routes.get("/certificates/{id}/export", this::export, Access.ADMIN);
  }

  private void create(Context context) {
    try {
      Certificate created = service.request(context.bodyAsClass(CreateCertificate.class));
      context.header("Location", "/api/v1/certificates/" + created.id());
      answer(context.status(201), created);
    } catch (CertificateNames.RefusedNamesException refused) {
      throw RequestException.badRequest(refused.getMessage(), refused.mistakes());
    } catch (ZoneService.NoClusterException nowhere) {
      throw RequestException.conflict(nowhere.getMessage());
    }
  }

  private void list(Context context) {
    int limit = number(context, "limit", PAGE, 1, PAGE_LIMIT);
    context.json(service.list(context.queryParam("cursor"), limit));
  }

  private void show(Context context) throws InterruptedException {
    String waitFor = context.queryParam("waitFor");
    String id = context.pathParam(ID);
    int seconds =
        number(
            context,
            "timeout",
            DEFAULT_WAIT_SECONDS,
            0,
            (int) CertificateService.WAIT_LIMIT.toSeconds());
    try {
      Certificate shown =
          waitFor == null
              ? service.show(id)
              : service.await(id, now -> !etag(now).equals(waitFor), Duration.ofSeconds(seconds));
      answer(context, shown);
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(missing.getMessage());
    }
  }

  private void delete(Context context) {
    try {
      service.delete(context.pathParam(ID));
      context.status(204);
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(missing.getMessage());
    }
  }

  private void renew(Context context) {
    try {
      answer(context.status(202), service.renew(context.pathParam(ID)));
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(missing.getMessage());
    }
  }

  private void revoke(Context context) {
    try {
      answer(context, service.revoke(context.pathParam(ID), revocationReason(context)));
    } catch (CertificateService.NotFoundException missing) {
      throw RequestException.notFound(missing.getMessage());
    } catch (AuthorityException refused) {
      int status = refused.failure().kind() == ProblemKind.TRANSIENT ? 503 : 409;
      throw RequestException.of(refused.failure().problem().withStatus(status));
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
      throw RequestException.notFound(missing.getMessage());
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

  private static int number(Context context, String parameter, int absent, int least, int most) {
    String text = context.queryParam(parameter);
    if (text == null) {
      return absent;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // said below, as for a number that is out of range
    }
    throw RequestException.badRequest(
        parameter
            + " is '"
            + text
            + "': it has to be a whole number from "
            + least
            + " to "
            + most);
  }
}
