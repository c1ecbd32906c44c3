/** Access, refresh and pay tokens, and the keys that sign them. */
@NullMarked
package io.berth.did.token;

import org.jspecify.annotations.NullMarked;
