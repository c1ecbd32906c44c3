package io.berth.dialect.contract;

import io.berth.api.Caller;
import io.berth.api.wire.WireTypes;
import io.berth.dialect.Dialect;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Endpoint;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Fixture of all cases in a folder: {@code world.json}.
 *
 * @param endpoints that the folder is about
 */
record GoldenWorld(Dialect dialect, Path folder, List<Endpoint> endpoints, Definition definition)
    implements Apps {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .registerSubtypes(WireTypes.records())
          .addModule(
              new SimpleModule().addSerializer(BigDecimal.class, new PlainDecimalSerializer()))
          .build();

  /**
   * @param now what the clock shows
   * @param lists names of the endpoints that return lists
   */
  record Definition(Instant now, String publicOrigin, List<App> apps, Set<String> lists) {}

  static GoldenWorld read(Dialect dialect, Path folder, List<Endpoint> endpoints) {
    Path file = folder.resolve("world.json");
    Definition definition = MAPPER.readValue(file.toFile(), Definition.class);
    return new GoldenWorld(dialect, folder, List.copyOf(endpoints), definition);
  }

  /** Whether the folder is the dialect's own: that of a further set shows endpoints alone. */
  boolean isDialects() {
    return folder.endsWith(dialect.id());
  }

  @Override
  public @Nullable App find(String appId) {
    return definition.apps().stream()
        .filter(app -> app.appId().equals(appId))
        .findFirst()
        .orElse(null);
  }

  /** The app that cases without a request are about. */
  App app() {
    return definition.apps().getFirst();
  }

  Instant now() {
    return definition.now();
  }

  Endpoint.PlatformUrls platformUrls() {
    return new Endpoint.PlatformUrls(definition.publicOrigin());
  }

  /**
   * @param app null where none was named
   * @param scopes of the access token
   */
  Caller caller(Caller.Kind kind, @Nullable App app, Set<Integer> scopes) {
    Long uid = kind == Caller.Kind.CLIENT ? 1000000L : null;
    return Caller.of(kind, "golden")
        .withApp(app == null ? null : app.appId(), dialect.id())
        .withUid(uid)
        .withScopes(scopes)
        .withAddress("127.0.0.1");
  }

  static <T> T parse(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  static JsonNode tree(Object value, Class<?> type) {
    return MAPPER.readTree(MAPPER.writerFor(type).writeValueAsString(value));
  }

  private static final class PlainDecimalSerializer extends StdSerializer<BigDecimal> {
    PlainDecimalSerializer() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal value, JsonGenerator json, SerializationContext context) {
      json.writeString(value.toPlainString());
    }
  }
}
