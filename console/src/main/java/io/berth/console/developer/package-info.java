/** The pages on which developers manage companies, apps and keys. */
@NullMarked
package io.berth.console.developer;

import org.jspecify.annotations.NullMarked;
