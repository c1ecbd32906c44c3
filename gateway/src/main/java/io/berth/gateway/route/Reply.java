package io.berth.gateway.route;

import io.berth.api.ErrorCode;
import io.berth.dialect.api.App;
import io.berth.dialect.api.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a dialect's request.
 *
 * @param app whose seal the answer carries, where it is known
 * @param refusal null for success
 * @param last nothing that may still come on this connection is read
 */
public record Reply(
    ResponseBody answer, @Nullable App app, @Nullable ErrorCode refusal, boolean last) {

  Reply(ResponseBody answer, @Nullable App app, @Nullable ErrorCode refusal) {
    this(answer, app, refusal, false);
  }

  Reply withStatus(int status) {
    ResponseBody same = new ResponseBody(status, answer.contentType(), answer.body());
    return new Reply(same, app, refusal, last);
  }

  Reply asLast() {
    return new Reply(answer, app, refusal, true);
  }
}
