/** What happened on an account within a period, to the last entry. */
@NullMarked
package io.berth.pay.statement;

import org.jspecify.annotations.NullMarked;
