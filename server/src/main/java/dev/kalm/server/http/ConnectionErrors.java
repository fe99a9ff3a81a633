package dev.kalm.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
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
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);
    ByteBuffer body = ByteBuffer.wrap(JsonBodies.write(document(code, message, cause)));
    Content.Sink.write(response, true, body, callback);
  }

  @Override
  public ByteBuffer badMessageError(
      int status, @Nullable String reason, HttpFields.Mutable fields) {
    fields.put(new HttpField(HttpHeader.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE));
    return ByteBuffer.wrap(JsonBodies.write(document(status, reason, null)));
  }

  private static ProblemDocument document(
      int code, @Nullable String message, @Nullable Throwable cause) {
    if (code == 413) {
      return Problems.tooLarge().document();
    }
    if (code >= 500) {
      return Problems.internal(
          cause == null ? new IllegalStateException("Status " + code) : cause, "a request");
    }
    return ProblemDocument.of(
        code,
        Problems.title(code),
        "The request is malformed HTTP%s.".formatted(message == null ? "" : " (" + message + ")"));
  }
}
