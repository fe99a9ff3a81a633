package dev.kalm.server.http;

import dev.kalm.api.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Problem documents for what fails before a request reaches its route. */
final class ConnectionErrors extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    ByteBuffer body = ByteBuffer.wrap(JsonBodies.write(document(code, message, cause)));
    response.write(true, body, callback);
  }

  private static Problem document(int code, @Nullable String message, @Nullable Throwable cause) {
    if (code == 413) {
      return Problems.tooLarge().document();
    }
    if (code >= 500) {
      return Problems.internal(
          cause == null ? new IllegalStateException("Status " + code) : cause, "a request");
    }
    return Problem.of(
        code,
        Problems.title(code),
        "The request is malformed HTTP%s.".formatted(message == null ? "" : " (" + message + ")"));
  }
}
