/** What operators do with money, and what they see of it. */
@NullMarked
package io.berth.pay.operator;

import org.jspecify.annotations.NullMarked;
