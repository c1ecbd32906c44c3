/** Deposits of apps: owners pay them in, operators draw on them and return them. */
@NullMarked
package io.berth.console.deposit;

import org.jspecify.annotations.NullMarked;
