/** A real mail server for this machine, and the inbox that shows what it received. */
@NullMarked
package io.berth.standalone.mail;

import org.jspecify.annotations.NullMarked;
