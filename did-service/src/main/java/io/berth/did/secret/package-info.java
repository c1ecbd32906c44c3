/** Random identifiers, and digests of what must not be readable. */
@NullMarked
package io.berth.did.secret;

import org.jspecify.annotations.NullMarked;
