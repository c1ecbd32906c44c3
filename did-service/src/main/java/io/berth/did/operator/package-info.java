/** Decisions of operators about people, companies and apps. */
@NullMarked
package io.berth.did.operator;

import org.jspecify.annotations.NullMarked;
