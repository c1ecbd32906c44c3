/** Accounts of apps: which they are, and how money came into them that was elsewhere before. */
@NullMarked
package io.berth.pay.appaccount;

import org.jspecify.annotations.NullMarked;
