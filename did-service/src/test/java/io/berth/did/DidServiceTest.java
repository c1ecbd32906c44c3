package io.berth.did;

import io.berth.test.BerthServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A whole did-service on real PostgreSQL, Kafka and SMTP, one for all classes: what a test makes
 * has names of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
    classes = DidServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.config.name=did-service", "spring.profiles.active=test"})
@ContextConfiguration(initializers = Mailbox.class)
@Import(Platform.class)
@BerthServers(postgres = "berth_did", kafka = true, shared = true)
public @interface DidServiceTest {}
