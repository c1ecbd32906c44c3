/** Companies, apps and people that come with the operator's token. */
@NullMarked
package io.berth.did.provisioning;

import org.jspecify.annotations.NullMarked;
