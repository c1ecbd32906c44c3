package io.berth.standalone.data;

import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Describes the suite that runs on a data directory. Valid only while the directory is locked: a
 * killed suite leaves the file behind.
 *
 * @param pid process that ends the suite on SIGTERM
 * @param journeys address to try each dialect at
 */
public record RunningSuite(long pid, int port, boolean split, Map<String, String> journeys) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static Optional<RunningSuite> read(DataDirectory data) {
    try {
      return data.read(data.running()).map(json -> JSON.readValue(json, RunningSuite.class));
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  public void write(DataDirectory data) {
    data.write(data.running(), JSON.writeValueAsString(this));
  }

  public String origin() {
    return "http://localhost:" + port;
  }
}
