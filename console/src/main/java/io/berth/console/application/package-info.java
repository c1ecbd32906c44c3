/** Applications with apps: owners write and send them, operators decide. */
@NullMarked
package io.berth.console.application;

import org.jspecify.annotations.NullMarked;
