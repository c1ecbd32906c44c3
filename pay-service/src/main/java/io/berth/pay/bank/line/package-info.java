/** Lines of bank statements, and whom they are credited to. */
@NullMarked
package io.berth.pay.bank.line;

import org.jspecify.annotations.NullMarked;
