/** The operators' pages about the platform's bank account. */
@NullMarked
package io.berth.console.bank;

import org.jspecify.annotations.NullMarked;
