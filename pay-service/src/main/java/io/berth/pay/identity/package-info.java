/** Users as the apps know them. */
@NullMarked
package io.berth.pay.identity;

import org.jspecify.annotations.NullMarked;
