/** Deposits: what owners pay in, and what operators draw and return. */
@NullMarked
package io.berth.api.deposit;

import org.jspecify.annotations.NullMarked;
