package io.berth.story.cluster;

import io.berth.standalone.drill.SuiteProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program of all services, of one version.
 *
 * @param settings names of its {@code berth.} settings; empty for this version, which has all
 */
record Version(String name, String classPath, Set<String> settings) {

  private static final String KEY_FILE = "berth.keys.file";
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /** The version that the tests belong to. */
  static Version current() {
    return new Version("current", SuiteProcess.classPath(), Set.of());
  }

  /**
   * Reads a version that was built.
   *
   * @param jars everything on its class path
   */
  static Version of(String name, List<Path> jars) throws IOException {
    Set<String> settings = new HashSet<>();
    List<String> classPath = new ArrayList<>();
    for (Path jar : jars) {
      classPath.add(jar.toString());
      try (ZipFile file = new ZipFile(jar.toFile())) {
        ZipEntry metadata = file.getEntry(METADATA);
        if (metadata != null) {
          try (InputStream json = file.getInputStream(metadata)) {
            for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
              settings.add(property.path("name").asString());
            }
          }
        }
      }
    }
    return new Version(name, String.join(File.pathSeparator, classPath), settings);
  }

  /**
   * Leaves settings out that this version does not know, since it would refuse to start. One from
   * before key files gets what is in the file.
   */
  Map<String, String> known(Map<String, String> all) throws IOException {
    Map<String, String> known = new LinkedHashMap<>(all);
    if (!knows(KEY_FILE)) {
      for (Map.Entry<String, JsonNode> key :
          JsonMapper.shared().readTree(Path.of(all.get(KEY_FILE))).properties()) {
        known.put(key.getKey(), key.getValue().asString());
      }
    }
    known.keySet().removeIf(setting -> !knows(setting));
    return known;
  }

  private boolean knows(String setting) {
    return settings.isEmpty()
        || !setting.startsWith("berth.")
        || settings.stream()
            .anyMatch(name -> setting.equals(name) || setting.startsWith(name + "."));
  }

  @Override
  public String toString() {
    return name;
  }
}
