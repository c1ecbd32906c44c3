/** A person's own data, and the page to delete the account. */
@NullMarked
package io.berth.pay.person;

import org.jspecify.annotations.NullMarked;
