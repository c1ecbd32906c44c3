/** What players see of their own payments. */
@NullMarked
package io.berth.pay.receipt;

import org.jspecify.annotations.NullMarked;
