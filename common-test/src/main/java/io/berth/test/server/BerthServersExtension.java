package io.berth.test.server;

import io.berth.test.kafka.TestKafka;
import io.berth.test.postgres.TestDatabase;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts what {@link BerthServers} asks for and hands it to test methods. */
final class BerthServersExtension implements BeforeAllCallback, ParameterResolver {

  private static final Set<Class<?>> TYPES =
      Set.of(TestServers.class, TestDatabase.class, TestKafka.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    servers(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TYPES.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestServers servers = servers(context);
    Class<?> type = parameter.getParameter().getType();
    if (type == TestDatabase.class) {
      return servers.database();
    }
    return type == TestKafka.class ? servers.kafka() : servers;
  }

  private static TestServers servers(ExtensionContext context) {
    return TestServers.of(
        Objects.requireNonNull(ServersRequest.of(context.getRequiredTestClass())));
  }
}
