/** Runs the services in one process, or in one process each. */
@NullMarked
package io.berth.standalone.process;

import org.jspecify.annotations.NullMarked;
