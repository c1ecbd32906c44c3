package io.berth.service.migration;

import java.util.List;

/** The tables are older than this version of the service needs. */
final class OutdatedSchemaException extends IllegalStateException {

  private static final long serialVersionUID = 1;
  private static final int MOST_NAMED = 5;

  /**
   * @param missing scripts that have not been applied
   */
  OutdatedSchemaException(List<String> missing) {
    super(
        "the tables are older than this version needs; missing migrations: "
            + String.join(", ", missing.subList(0, Math.min(MOST_NAMED, missing.size())))
            + (missing.size() > MOST_NAMED ? ", …" : ""));
  }
}
