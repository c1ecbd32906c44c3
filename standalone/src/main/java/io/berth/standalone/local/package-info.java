/** Every service, and the servers they need, on this machine. */
@NullMarked
package io.berth.standalone.local;

import org.jspecify.annotations.NullMarked;
