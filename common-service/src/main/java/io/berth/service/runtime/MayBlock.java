package io.berth.service.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Waiting is allowed here, because this runs at start-up or on a thread of its own. The
 * architecture test refuses {@code block()} and {@code Thread.sleep} everywhere else.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
@Retention(RetentionPolicy.RUNTIME)
public @interface MayBlock {

  /** Which thread waits, and why it may. */
  String value();
}
