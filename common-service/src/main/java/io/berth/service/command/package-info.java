/** Carrying commands from one service to another. */
@NullMarked
package io.berth.service.command;

import org.jspecify.annotations.NullMarked;
