/** Changes of people's mail addresses. */
@NullMarked
package io.berth.did.address;

import org.jspecify.annotations.NullMarked;
