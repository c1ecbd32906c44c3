package io.berth.api.doctor;

import io.berth.api.ConsoleCommand;
import io.berth.api.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Commands that the gateway itself answers: it has the apps' secrets at hand. */
public sealed interface DoctorCommand extends ConsoleCommand {

  @Override
  default String service() {
    return "gateway";
  }

  /**
   * Checks whether a request is signed as the app's dialect wants it. The request is not carried
   * out. Answers {@link DoctorOutcome.Checked}.
   *
   * @param target raw path, and query where it has one
   * @param headers values in order by name, one character per byte
   */
  record CheckRequest(String method, String target, Map<String, List<String>> headers, byte[] body)
      implements DoctorCommand {
    @Override
    public Permission permission() {
      return Permission.APP_READ;
    }

    /** It may hold a secret by mistake. */
    @Override
    public String toString() {
      return "CheckRequest[]";
    }
  }

  /**
   * Signs a request with the secrets of an app of test and sends it to the origin of test. Answers
   * {@link DoctorOutcome.Exchanged}; refused for an app of live.
   *
   * @param path of an endpoint of the app's dialect
   * @param parameters given ones by name
   * @param accessToken of a user; empty where the request has none
   * @param device that the token is bound to; empty where the dialect has none
   */
  record SendTestRequest(
      String method, String path, Map<String, String> parameters, String accessToken, String device)
      implements DoctorCommand {
    /** Longest time that the request may take. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public Permission permission() {
      return Permission.APP_WRITE;
    }

    @Override
    public Duration extraTime() {
      return LIMIT;
    }

    /** It holds passwords and tokens of users of test. */
    @Override
    public String toString() {
      return "SendTestRequest[" + method + " " + path + "]";
    }
  }
}
