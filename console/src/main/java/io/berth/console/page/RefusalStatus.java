package io.berth.console.page;

import io.berth.api.ErrorCode;
import org.springframework.http.HttpStatus;

/** Maps refusals to the HTTP status of the error page. */
final class RefusalStatus {

  private RefusalStatus() {}

  static HttpStatus of(ErrorCode code) {
    return switch (code) {
      case NO_PERMISSION -> HttpStatus.FORBIDDEN;
      case APP_UNKNOWN, COMPANY_UNKNOWN, ORDER_UNKNOWN, USER_UNKNOWN, KEY_UNKNOWN ->
          HttpStatus.NOT_FOUND;
      case TOO_FREQUENT -> HttpStatus.TOO_MANY_REQUESTS;
      case DATABASE -> HttpStatus.SERVICE_UNAVAILABLE;
      default ->
          switch (code.category()) {
            case CALLER -> HttpStatus.BAD_REQUEST;
            case LATER -> HttpStatus.SERVICE_UNAVAILABLE;
            case OURS -> HttpStatus.INTERNAL_SERVER_ERROR;
          };
    };
  }
}
