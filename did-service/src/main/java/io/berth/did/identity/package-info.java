/** Who a user is to a company and to an app, and what they granted. */
@NullMarked
package io.berth.did.identity;

import org.jspecify.annotations.NullMarked;
