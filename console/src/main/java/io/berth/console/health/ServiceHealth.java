package io.berth.console.health;

import java.util.Map;

/**
 * The health that a service reports.
 *
 * @param parts health of its dependencies, by name
 */
public record ServiceHealth(String service, Condition condition, Map<String, String> parts) {

  public enum Condition {
    READY,
    NOT_READY,
    SILENT
  }
}
