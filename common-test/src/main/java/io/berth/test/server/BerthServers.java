package io.berth.test.server;

import io.berth.test.kafka.TestKafka;
import io.berth.test.postgres.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a real PostgreSQL and a real Kafka: containers where a Docker engine is found,
 * servers from the class path otherwise. The servers are shared by all test classes of a JVM;
 * databases are new and topics gone for each class.
 *
 * <p>With {@code @SpringBootTest}, the properties {@code spring.r2dbc.*}, {@code spring.flyway.*}
 * (with the placeholder {@code runtime_role}) and {@code spring.kafka.bootstrap-servers} are set,
 * and the context is closed after the class. Test methods may take {@link TestDatabase}, {@link
 * TestKafka} and {@link TestServers} as parameters. May be put on an annotation of your own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(BerthServersExtension.class)
public @interface BerthServers {

  /**
   * The databases that the test needs, such as {@code "berth_pay"}. Spring properties are set if
   * there is exactly one.
   */
  String[] postgres() default {};

  /** Whether the test needs Kafka. */
  boolean kafka() default false;

  /** Whether PostgreSQL shall sync what it commits, which makes it as slow as in production. */
  boolean durable() default false;

  /**
   * Whether all classes of the module that ask for the same servers share databases, topics and the
   * Spring context. Their tests must then keep out of each other's way.
   */
  boolean shared() default false;
}
