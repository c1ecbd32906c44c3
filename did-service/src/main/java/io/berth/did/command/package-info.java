/** Rules of who may send which command. */
@NullMarked
package io.berth.did.command;

import org.jspecify.annotations.NullMarked;
