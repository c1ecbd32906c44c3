package io.berth.service.page;

import io.berth.service.runtime.Failures;
import io.berth.service.sql.RefusedData;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.util.DisconnectedClientHelper;

/** Tells what a client did wrong from what we did wrong. */
public final class RequestFaults {

  private RequestFaults() {}

  /** The status to answer with; 5xx where the fault is not the client's. */
  public static HttpStatusCode status(Throwable failure) {
    return switch (failure) {
      case ErrorResponse known -> known.getStatusCode();
      case DataBufferLimitException tooLarge -> HttpStatus.CONTENT_TOO_LARGE;
      case DecodingException unreadable -> HttpStatus.BAD_REQUEST;
      default ->
          RefusedData.isCauseOf(failure) || isGone(failure)
              ? HttpStatus.BAD_REQUEST
              : ours(failure);
    };
  }

  /** What is away comes back: "later", and nothing that anybody has done wrong. */
  private static HttpStatus ours(Throwable failure) {
    return Failures.isOutage(failure)
        ? HttpStatus.SERVICE_UNAVAILABLE
        : HttpStatus.INTERNAL_SERVER_ERROR;
  }

  /** Whether the client has hung up, so that nobody reads an answer. */
  public static boolean isGone(Throwable failure) {
    return DisconnectedClientHelper.isClientDisconnectedException(failure);
  }
}
