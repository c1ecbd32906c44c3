/** What people ask for in the console: checked against what did-service says they may. */
@NullMarked
package io.berth.gateway.console;

import org.jspecify.annotations.NullMarked;
