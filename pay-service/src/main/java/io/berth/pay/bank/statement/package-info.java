/** Bank statements: CAMT.053 and CSV. */
@NullMarked
package io.berth.pay.bank.statement;

import org.jspecify.annotations.NullMarked;
