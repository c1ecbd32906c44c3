package io.berth.console.health;

import java.util.Map;

/**
 * State that a service reports of itself.
 *
 * @param parts state of what it depends on, by name
 */
public record ServiceHealth(String service, Condition condition, Map<String, String> parts) {

  public enum Condition {
    READY,
    NOT_READY,
    SILENT
  }
}
