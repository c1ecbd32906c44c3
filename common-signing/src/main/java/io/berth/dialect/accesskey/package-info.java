/** The protocol family of DragonEx and ONES: HMAC over access keys. */
@NullMarked
package io.berth.dialect.accesskey;

import org.jspecify.annotations.NullMarked;
