package io.berth.dialect.api;

import io.berth.api.Caller;
import java.util.Map;

/**
 * A request as a person fills it in, before a dialect writes and signs it.
 *
 * @param caller whose request it is: the app's server or a front end
 * @param parameters given ones by name, without those that prove who the caller is
 * @param token of the user; used where the caller is a front end
 */
public record UnsignedRequest(
    String method,
    String path,
    Caller.Kind caller,
    Map<String, String> parameters,
    UserToken token) {

  /**
   * @param accessToken empty where the request has none
   * @param device that the token is bound to; empty where the dialect has none
   */
  public record UserToken(String accessToken, String device) {
    /** Keeps the token out of logs. */
    @Override
    public String toString() {
      return "UserToken[]";
    }
  }

  /** Keeps passwords and tokens out of logs. */
  @Override
  public String toString() {
    return "UnsignedRequest[" + method + " " + path + "]";
  }
}
