/**
 * Dialects: each translates between one outside protocol and the commands, outcomes and events of
 * {@code io.berth.api}. Each dialect is one sub-package that nothing else imports.
 */
@NullMarked
package io.berth.dialect;

import org.jspecify.annotations.NullMarked;
