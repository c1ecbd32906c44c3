/** The base of every service: defaults, platform settings, Netty, start and stop. */
@NullMarked
package io.berth.service.runtime;

import org.jspecify.annotations.NullMarked;
