/** Commands of other services. */
@NullMarked
package io.berth.did.command;

import org.jspecify.annotations.NullMarked;
