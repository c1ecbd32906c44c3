package io.berth.api.doctor;

import io.berth.api.ConsoleCommand;
import io.berth.api.Permission;
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
}
