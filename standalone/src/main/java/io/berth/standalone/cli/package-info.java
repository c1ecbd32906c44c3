/** Arguments, progress lines and errors of the command line. */
@NullMarked
package io.berth.standalone.cli;

import org.jspecify.annotations.NullMarked;
