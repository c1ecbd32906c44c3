/** Terms of apps: operators propose them, owners decide. */
@NullMarked
package io.berth.console.terms;

import org.jspecify.annotations.NullMarked;
