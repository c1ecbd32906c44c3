/** What operators decide about people, companies and apps. */
@NullMarked
package io.berth.did.operator;

import org.jspecify.annotations.NullMarked;
