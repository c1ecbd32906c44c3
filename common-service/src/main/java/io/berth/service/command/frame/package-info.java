/** The messages of the command protocol: their format, and how they are cut and collected. */
@NullMarked
package io.berth.service.command.frame;

import org.jspecify.annotations.NullMarked;
