/** What an app may do, and with which coins and amounts. */
@NullMarked
package io.berth.pay.access;

import org.jspecify.annotations.NullMarked;
