/** What developers make and look after: companies, apps, keys. */
@NullMarked
package io.berth.console.developer;

import org.jspecify.annotations.NullMarked;
