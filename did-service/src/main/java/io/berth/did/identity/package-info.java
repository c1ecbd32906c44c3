/** Users as companies and apps know them, and the scopes they granted. */
@NullMarked
package io.berth.did.identity;

import org.jspecify.annotations.NullMarked;
