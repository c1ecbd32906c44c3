/** Players with a browser, a mobile client and a mailbox. */
@NullMarked
package io.berth.demo.player;

import org.jspecify.annotations.NullMarked;
