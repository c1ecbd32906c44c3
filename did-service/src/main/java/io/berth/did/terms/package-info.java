/** Terms of apps as versions: operators propose them, owners accept or decline. */
@NullMarked
package io.berth.did.terms;

import org.jspecify.annotations.NullMarked;
