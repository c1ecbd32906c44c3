/** What every service needs to run: defaults, platform settings, Netty of its own. */
@NullMarked
package io.berth.service.runtime;

import org.jspecify.annotations.NullMarked;
