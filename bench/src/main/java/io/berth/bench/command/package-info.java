/** The subcommands and flags of ./berth bench. */
@NullMarked
package io.berth.bench.command;

import org.jspecify.annotations.NullMarked;
