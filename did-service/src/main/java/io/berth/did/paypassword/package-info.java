/** Pay passwords, and payout passwords of apps. */
@NullMarked
package io.berth.did.paypassword;

import org.jspecify.annotations.NullMarked;
