/** How long rows stay that are no part of the books. */
@NullMarked
package io.berth.pay.retention;

import org.jspecify.annotations.NullMarked;
