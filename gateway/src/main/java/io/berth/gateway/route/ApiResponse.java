package io.berth.gateway.route;

import io.berth.api.ErrorCode;
import io.berth.dialect.api.App;
import io.berth.dialect.api.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Response to a dialect's request.
 *
 * @param app whose key signs the response, where it is known
 * @param refusal null for success
 * @param last whether further input on the connection is discarded
 */
record ApiResponse(
    ResponseBody body, @Nullable App app, @Nullable ErrorCode refusal, boolean last) {

  ApiResponse(ResponseBody body, @Nullable App app, @Nullable ErrorCode refusal) {
    this(body, app, refusal, false);
  }

  ApiResponse withStatus(int status) {
    ResponseBody same = new ResponseBody(status, body.contentType(), body.body());
    return new ApiResponse(same, app, refusal, last);
  }

  ApiResponse asLast() {
    return new ApiResponse(body, app, refusal, true);
  }
}
