/** Disputes of payments: reported by users, answered by companies, decided by operators. */
@NullMarked
package io.berth.pay.dispute;

import org.jspecify.annotations.NullMarked;
